"""Stories that cross rooms: loading an example network."""
