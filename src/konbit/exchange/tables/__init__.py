"""Tables as files: `reading` takes them in, `writing` makes them."""
