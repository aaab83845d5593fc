"""What people see and send about priorities, results and what stands behind them."""
