"""The programs of the graphics card, in GLSL 3.30.

Coordinates come relative to their page. The centre of the view, relative to that page, comes as a
coarse and a fine part: subtracting one after the other keeps millimetres at any distance.
A vertex is a place and a tag: the category in the lower 16 bits, and the highest bit set where no
edge leads to it from the vertex before.
"""

HEAD = "#version 330 core\n"

PLACE = """
uniform vec2 coarse; uniform vec2 fine; uniform vec2 unit;
uniform sampler2D palette;
in vec2 place; in uint tag;
vec2 onto_screen() { return ((place - coarse) - fine) * unit; }
int category() { return min(int(tag & 0xffffu), textureSize(palette, 0).x - 1); }
vec4 entry(int line) { return texelFetch(palette, ivec2(category(), line), 0); }
"""

FILL_VERTEX = (
    HEAD
    + PLACE
    + """
flat out vec4 color;
void main() { color = entry(0); gl_Position = vec4(onto_screen(), 0.0, 1.0); }
"""
)

FLAT_FRAGMENT = HEAD + "flat in vec4 color; out vec4 pixel; void main() { pixel = color; }"

# A dot stands for a polygon too small to be drawn: as big as it is, its colour mixed with its outline's.
DOT_VERTEX = (
    HEAD
    + PLACE
    + """
uniform float metres;
in float side;
flat out vec4 color;
void main() {
    float wide = side / metres;
    vec4 inside = entry(0), edge = entry(1);
    float edge_px = 2.0 * entry(2).y;
    vec4 both = edge + inside * (1.0 - edge.a);
    color = mix(inside, both, clamp(edge_px / max(wide, 1.0), 0.0, 0.6)) * clamp(wide * wide, 0.35, 1.0);
    gl_PointSize = max(wide * 1.2, 1.0);  // no gaps between neighbours that are not quite square
    gl_Position = vec4(onto_screen(), 0.0, 1.0);
}
"""
)

LINE_VERTEX = (
    HEAD
    + PLACE
    + """
uniform vec2 half_px; uniform int second;
out vec2 at; flat out vec4 shade; flat out float reach; flat out uint begins;
void main() {
    at = onto_screen() * half_px;
    shade = entry(second);
    reach = second == 1 ? entry(2).y : entry(2).x;
    begins = tag >> 31;
    gl_Position = vec4(0.0, 0.0, 0.0, 1.0);
}
"""
)

# Each edge becomes a quad with round ends, so that bends and junctions close by themselves.
LINE_GEOMETRY = (
    HEAD
    + """
layout(lines) in;
layout(triangle_strip, max_vertices = 4) out;
uniform vec2 half_px;
in vec2 at[]; flat in vec4 shade[]; flat in float reach[]; flat in uint begins[];
out vec2 off; flat out vec4 color; flat out vec2 extent;
void corner(vec2 from, vec2 along, vec2 across, float u, float v) {
    off = vec2(u, v); color = shade[1]; extent = vec2(distance(at[0], at[1]), reach[1]);
    gl_Position = vec4((from + along * u + across * v) / half_px, 0.0, 1.0);
    EmitVertex();
}
void main() {
    float wide = max(reach[1], 0.5) + 0.5;
    float end = reach[1] > 0.8 ? wide : 0.0;  // round ends of hair lines would show as knots
    vec2 low = min(at[0], at[1]) - wide, high = max(at[0], at[1]) + wide;
    if (begins[1] == 1u || reach[1] <= 0.0 || shade[1].a <= 0.0) return;
    if (any(greaterThan(low, half_px)) || any(lessThan(high, -half_px))) return;
    float length_px = distance(at[0], at[1]);
    vec2 along = length_px > 0.0 ? (at[1] - at[0]) / length_px : vec2(1.0, 0.0);
    vec2 across = vec2(-along.y, along.x);
    corner(at[0], along, across, -end, -wide);
    corner(at[0], along, across, -end, wide);
    corner(at[0], along, across, length_px + end, -wide);
    corner(at[0], along, across, length_px + end, wide);
    EndPrimitive();
}
"""
)

# Lines thinner than a pixel are drawn one pixel wide and paler.
LINE_FRAGMENT = (
    HEAD
    + """
in vec2 off; flat in vec4 color; flat in vec2 extent; out vec4 pixel;
void main() {
    float past = off.x - clamp(off.x, 0.0, extent.x);
    float wide = max(extent.y, 0.5);
    float cover = clamp(wide + 0.5 - length(vec2(past, off.y)), 0.0, 1.0);
    pixel = color * cover * min(extent.y * 2.0, 1.0);
}
"""
)

# One pixel wide and not smoothed: for edges so dense that nobody could tell.
HAIR_VERTEX = (
    HEAD
    + PLACE
    + """
uniform int second;
flat out vec4 color;
void main() {
    float reach = second == 1 ? entry(2).y : entry(2).x;
    color = entry(second) * clamp(reach * 2.0, 0.0, 1.0);
    gl_Position = vec4(onto_screen(), 0.0, 1.0);
}
"""
)

MARKER_VERTEX = (
    HEAD
    + PLACE
    + """
uniform vec2 half_px;
out vec2 at; flat out vec4 inside; flat out vec4 edge; flat out vec3 size;
void main() {
    at = onto_screen() * half_px; inside = entry(0); edge = entry(1); size = entry(2).xyz;
    gl_Position = vec4(0.0, 0.0, 0.0, 1.0);
}
"""
)

MARKER_GEOMETRY = (
    HEAD
    + """
layout(points) in;
layout(triangle_strip, max_vertices = 4) out;
uniform vec2 half_px;
in vec2 at[]; flat in vec4 inside[]; flat in vec4 edge[]; flat in vec3 size[];
out vec2 off; flat out vec4 color; flat out vec4 rim; flat out vec3 shape;
void corner(float u, float v) {
    off = vec2(u, v); color = inside[0]; rim = edge[0]; shape = size[0];
    gl_Position = vec4((at[0] + off) / half_px, 0.0, 1.0);
    EmitVertex();
}
void main() {
    float wide = size[0].x + size[0].y + 0.5;
    if (any(greaterThan(abs(at[0]) - wide, half_px)) || size[0].x <= 0.0) return;
    corner(-wide, -wide); corner(-wide, wide); corner(wide, -wide); corner(wide, wide);
    EndPrimitive();
}
"""
)

MARKER_FRAGMENT = (
    HEAD
    + """
in vec2 off; flat in vec4 color; flat in vec4 rim; flat in vec3 shape; out vec4 pixel;
float away() {
    vec2 side = abs(off);
    if (shape.z < 0.5) return length(off) - shape.x;
    if (shape.z < 1.5) return max(side.x, side.y) - shape.x * 0.886;
    return (side.x + side.y) * 0.7071 - shape.x * 0.886;
}
void main() {
    float past = away();
    float outer = clamp(shape.y + 0.5 - past, 0.0, 1.0), inner = clamp(0.5 - past, 0.0, 1.0);
    pixel = mix(rim * outer, color, inner);
}
"""
)

# Pictures put onto the screen: tiles, labels, a whole layer with its opacity.
PICTURE_VERTEX = (
    HEAD
    + """
in vec4 where; in vec4 part;
out vec2 spot;
void main() {
    vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1);
    spot = mix(part.xy, part.zw, corner);
    gl_Position = vec4(mix(where.xy, where.zw, corner), 0.0, 1.0);
}
"""
)

PICTURE_FRAGMENT = (
    HEAD
    + """
uniform sampler2D picture; uniform float opacity;
in vec2 spot; out vec4 pixel;
void main() { pixel = texture(picture, spot) * opacity; }
"""
)
