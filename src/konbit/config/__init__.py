"""Settings, root addresses, navigation, the `konbit` command, message catalogs and formats."""
