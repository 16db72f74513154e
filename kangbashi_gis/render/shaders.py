"""The programs of the graphics card, in GLSL 3.30.

Coordinates come relative to their page. The centre of the view, relative to that page, comes as a
coarse and a fine part: subtracting one after the other keeps millimetres at any distance.
A vertex is a place and a tag: the category in the lower 16 bits, and the highest bit set where no
edge leads to it from the vertex before.
"""

HEAD = "#version 330 core\n"

PLACE = """
uniform vec2 coarse; uniform vec2 fine; uniform mat2 unit;  // unit turns, and makes pixels of metres
uniform sampler2D palette; uniform int last;
in vec2 place; in uint tag;
vec2 onto_screen() { return unit * ((place - coarse) - fine); }
int category() { return min(int(tag & 0xffffu), last); }
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
uniform float metres; uniform float swell;  // a lattice that is turned would show holes between its dots
in float side;
flat out vec4 color;
void main() {
    float wide = side / metres;
    vec4 inside = entry(0), edge = entry(1);
    float edge_px = 2.0 * entry(2).y;
    vec4 both = edge + inside * (1.0 - edge.a);
    color = mix(inside, both, clamp(edge_px / max(wide, 1.0), 0.0, 0.6)) * clamp(wide * wide, 0.35, 1.0);
    gl_PointSize = max(wide * 1.2 * swell, 1.0);  // no gaps between neighbours that are not quite square
    gl_Position = vec4(onto_screen(), 0.0, 1.0);
}
"""
)

# Fixed to the map: `anchored` is the middle of the view in pixels, from the origin of the layer.
HATCH_VERTEX = (
    HEAD
    + PLACE
    + """
uniform vec2 half_px; uniform vec2 anchored;
out vec2 spot; flat out vec4 color; flat out vec4 pattern;
void main() {
    vec2 screen = onto_screen();
    spot = screen * half_px + anchored; color = entry(3); pattern = entry(4);
    gl_Position = vec4(screen, 0.0, 1.0);
}
"""
)

HATCH_FRAGMENT = (
    HEAD
    + """
in vec2 spot; flat in vec4 color; flat in vec4 pattern; out vec4 pixel;
float from_line(float across) { return abs(mod(across + pattern.z * 0.5, pattern.z) - pattern.z * 0.5); }
void main() {
    if (pattern.x < 0.5) discard;
    float c = cos(pattern.y), s = sin(pattern.y);
    float u = from_line(dot(spot, vec2(c, -s))), v = from_line(dot(spot, vec2(s, c)));
    float past = v - pattern.w * 0.5;
    if (pattern.x > 2.5) past = length(vec2(u, v)) - pattern.w * 2.0;
    else if (pattern.x > 1.5) past = min(u, v) - pattern.w * 0.5;
    pixel = color * clamp(0.5 - past, 0.0, 1.0) * min(pattern.w, 1.0);
}
"""
)

DASHED = "#define DASHED\n"

LINE_VERTEX = (
    PLACE
    + """
uniform vec2 half_px; uniform int second;
#ifdef DASHED
in vec2 along; out vec2 far; flat out vec4 dashes; flat out float arrow;
#endif
out vec2 at; flat out vec4 shade; flat out float reach; flat out uint begins;
void main() {
    at = onto_screen() * half_px;
    shade = entry(second);
    reach = second == 1 ? entry(2).y : entry(2).x;
    begins = tag >> 31;
#ifdef DASHED
    far = along; dashes = entry(5); arrow = entry(2).w;
#endif
    gl_Position = vec4(0.0, 0.0, 0.0, 1.0);
}
"""
)

# Each edge becomes a quad with round ends, so that bends and junctions close by themselves.
LINE_GEOMETRY = """
layout(lines) in;
layout(triangle_strip, max_vertices = 4) out;
uniform vec2 half_px;
#ifdef DASHED
uniform float metres;
in vec2 far[]; flat in vec4 dashes[]; flat out vec4 dash; out float passed;
#endif
in vec2 at[]; flat in vec4 shade[]; flat in float reach[]; flat in uint begins[];
out vec2 off; flat out vec4 color; flat out vec2 extent;
void corner(vec2 from, vec2 along, vec2 across, float u, float v) {
    off = vec2(u, v); color = shade[1]; extent = vec2(distance(at[0], at[1]), reach[1]);
#ifdef DASHED
    dash = dashes[1]; passed = far[0].x / metres + u;
#endif
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

# Lines thinner than a pixel are drawn one pixel wide and paler.
LINE_FRAGMENT = """
#ifdef DASHED
flat in vec4 dash; in float passed;
float drawn() {  // how much of a pixel lies on a dash
    float whole = dash.x + dash.y + dash.z + dash.w;
    if (whole <= 0.0) return 1.0;
    float place = mod(passed, whole);
    float first = min(place + 0.5, dash.x) - max(place - 0.5, 0.0);
    float from = dash.x + dash.y;
    float second = min(place + 0.5, from + dash.z) - max(place - 0.5, from);
    float again = min(place + 0.5, whole + dash.x) - max(place - 0.5, whole);
    return clamp(max(first, 0.0) + max(second, 0.0) + max(again, 0.0), 0.0, 1.0);
}
#endif
in vec2 off; flat in vec4 color; flat in vec2 extent; out vec4 pixel;
void main() {
    float past = off.x - clamp(off.x, 0.0, extent.x);
    float wide = max(extent.y, 0.5);
    float cover = clamp(wide + 0.5 - length(vec2(past, off.y)), 0.0, 1.0);
    pixel = color * cover * min(extent.y * 2.0, 1.0);
#ifdef DASHED
    pixel *= drawn();
#endif
}
"""

# An arrow at the end of a line, or one every so often, in the line's own colour.
ARROW_GEOMETRY = """
layout(lines) in;
layout(triangle_strip, max_vertices = 24) out;
uniform vec2 half_px; uniform float metres; uniform vec2 heads;
in vec2 at[]; in vec2 far[]; flat in vec4 shade[]; flat in float arrow[]; flat in uint begins[]; flat in float reach[];
flat out vec4 color;
void head(vec2 tip, vec2 along) {
    vec2 across = vec2(-along.y, along.x), back = tip - along * heads.x;
    color = shade[1];
    gl_Position = vec4(tip / half_px, 0.0, 1.0); EmitVertex();
    color = shade[1];
    gl_Position = vec4((back + across * heads.x * 0.45) / half_px, 0.0, 1.0); EmitVertex();
    color = shade[1];
    gl_Position = vec4((back - across * heads.x * 0.45) / half_px, 0.0, 1.0); EmitVertex();
    EndPrimitive();
}
void main() {
    if (begins[1] == 1u || arrow[1] < 0.5 || shade[1].a <= 0.0 || reach[1] <= 0.0) return;
    float length_px = distance(at[0], at[1]);
    if (length_px <= 0.0) return;
    vec2 along = (at[1] - at[0]) / length_px;
    if (arrow[1] < 1.5) {
        if (far[1].y <= 0.0) head(at[1], along);
        return;
    }
    float from = far[0].x / metres, next = (floor(from / heads.y - 0.5) + 1.5) * heads.y;
    for (int count = 0; count < 8 && next <= from + length_px; count++) {
        head(at[0] + along * (next - from + heads.x * 0.5), along);
        next += heads.y;
    }
}
"""

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
out vec2 at; flat out vec4 inside; flat out vec4 edge; flat out vec4 size;
void main() {
    at = onto_screen() * half_px; inside = entry(0); edge = entry(1); size = entry(2);
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
in vec2 at[]; flat in vec4 inside[]; flat in vec4 edge[]; flat in vec4 size[];
out vec2 off; flat out vec4 color; flat out vec4 rim; flat out vec4 shape;
void corner(float u, float v) {
    off = vec2(u, v); color = inside[0]; rim = edge[0]; shape = size[0];
    gl_Position = vec4((at[0] + off) / half_px, 0.0, 1.0);
    EmitVertex();
}
void main() {
    float wide = size[0].x * 1.25 + size[0].y + 0.5;
    if (any(greaterThan(abs(at[0]) - wide, half_px)) || size[0].x <= 0.0) return;
    corner(-wide, -wide); corner(-wide, wide); corner(wide, -wide); corner(wide, wide);
    EndPrimitive();
}
"""
)

MARKER_FRAGMENT = (
    HEAD
    + """
uniform sampler2D pictograms;
in vec2 off; flat in vec4 color; flat in vec4 rim; flat in vec4 shape; out vec4 pixel;
const float FIRST_PICTOGRAM = 7.0, IN_A_ROW = 4.0, GLYPH = 0.72;
float regular(vec2 spot, float corners) {  // how far a spot lies outside of a polygon with a corner on top
    float turn = 6.2831853 / corners, angle = atan(spot.x, -spot.y);
    return cos(mod(angle, turn) - turn * 0.5) * length(spot) - shape.x * 1.1 * cos(turn * 0.5);
}
float star(vec2 spot) {
    float angle = abs(mod(atan(spot.x, -spot.y) + 0.6283185, 1.2566371) - 0.6283185), far = length(spot);
    vec2 at = far * vec2(sin(angle), cos(angle)), tip = vec2(0.0, shape.x * 1.2);
    vec2 notch = shape.x * 0.5 * vec2(sin(0.6283185), cos(0.6283185)), edge = notch - tip;
    vec2 normal = normalize(vec2(-edge.y, edge.x));
    return dot(at - tip, normal);
}
float away(vec2 spot) {
    vec2 side = abs(spot);
    if (shape.z < 0.5 || shape.z > FIRST_PICTOGRAM - 0.5) return length(spot) - shape.x;
    if (shape.z < 1.5) return max(side.x, side.y) - shape.x * 0.886;
    if (shape.z < 2.5) return (side.x + side.y) * 0.7071 - shape.x * 0.886;
    if (shape.z < 3.5) return regular(spot, 3.0);
    if (shape.z < 4.5) return star(spot);
    if (shape.z < 5.5) return max(min(side.x, side.y) - shape.x * 0.33, max(side.x, side.y) - shape.x);
    return regular(spot, 5.0);
}
void main() {
    float c = cos(shape.w), s = sin(shape.w);
    vec2 spot = vec2(c * off.x - s * off.y, s * off.x + c * off.y);
    float past = away(spot);
    float outer = clamp(shape.y + 0.5 - past, 0.0, 1.0), inner = clamp(0.5 - past, 0.0, 1.0);
    pixel = mix(rim * outer, color, inner);
    if (shape.z > FIRST_PICTOGRAM - 0.5) {
        float number = shape.z - FIRST_PICTOGRAM;
        vec2 within = spot / (shape.x * 2.0 * GLYPH) + 0.5;
        if (all(greaterThan(within, vec2(0.0))) && all(lessThan(within, vec2(1.0)))) {
            vec2 cell = vec2(mod(number, IN_A_ROW), floor(number / IN_A_ROW));
            float there = texture(pictograms, (cell + within) / IN_A_ROW).a * inner;
            pixel = mix(pixel, rim.a > 0.0 ? rim : vec4(1.0), there);
        }
    }
}
"""
)

# Each point is a hill, (1 - (d / radius)²)² high times its weight; hills are added up.
HEAT_FRAGMENT = (
    HEAD
    + """
in vec2 off; flat in vec4 color; flat in vec4 shape; out vec4 pixel;
void main() {
    float share = max(1.0 - dot(off, off) / (shape.x * shape.x), 0.0);
    pixel = vec4(color.r * share * share);
}
"""
)

RAMP_FRAGMENT = (
    HEAD
    + """
uniform sampler2D picture; uniform sampler2D ramp; uniform float most;
in vec2 spot; out vec4 pixel;
void main() {
    float value = texture(picture, spot).r / most;
    pixel = value > 0.0 ? texture(ramp, vec2(clamp(value, 0.0, 1.0), 0.5)) : vec4(0.0);
}
"""
)

# Pictures put onto the screen: tiles, labels, a whole layer with its opacity.
PICTURE_VERTEX = (
    HEAD
    + """
uniform mat2 turn;
in vec4 where; in vec4 part;
out vec2 spot;
void main() {
    vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1);
    spot = mix(part.xy, part.zw, corner);
    gl_Position = vec4(turn * mix(where.xy, where.zw, corner), 0.0, 1.0);
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
