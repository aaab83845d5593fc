"""Charts: values in; a drawing for wide cards and one for narrow ones, a sentence and a table out. Our own SVG."""
