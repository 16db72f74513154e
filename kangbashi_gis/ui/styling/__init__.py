"""The style of a layer, edited: what is changed is seen on the map at once, and kept only when it is applied."""
