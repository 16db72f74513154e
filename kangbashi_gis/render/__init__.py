"""Pictures: model and store in, image out. QtGui yes, widgets never."""
