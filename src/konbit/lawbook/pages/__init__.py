"""The lawbook's pages: programs, one program, how exact it is, and the form to try it."""
