"""What the pages know of the law: programs, figures, how exact it is."""
