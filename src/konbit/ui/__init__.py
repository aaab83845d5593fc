"""The visual language: page frame, components, styles, fonts, forms and ways of writing numbers and days.

No tables. Words: *frame* is what stands around every page; a *component* is one django-cotton file; a *part* is one
piece of content a page shows in one of our languages, with the state of its translation.

Pages extend `ui/frame.html`, forms derive from `konbit.ui.forms.Form`, operations are called through
`konbit.ui.attempt.attempt`, and templates load the tag library `konbit`. All components stand in the gallery at /ui/.
"""
