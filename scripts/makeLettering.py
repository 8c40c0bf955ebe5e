"""Reduces a font file to the outlines that road signs need.

    python makeLettering.py overpass-latin-700-normal.woff > ../src/scenes/lettering/outlines.ts
    npx biome check --write ../src/scenes/lettering/outlines.ts

Needs fonttools 4.68.0. The file is in the npm package @fontsource/overpass 5.3.0 (OFL 1.1; its licence lies beside
the outlines as OFL.txt). Splines are kept; coordinates are rounded to 1/256 of the em.
"""
import sys
from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont

CHARACTERS = " ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.,:;!?'\"()/+-&%#@"
font = TTFont(sys.argv[1])
glyphs, names = font.getGlyphSet(), font.getBestCmap()
scale = 256 / font["head"].unitsPerEm
fixed = lambda value: str(round(value * scale))


class TextPen(BasePen):
    """Writes absolute commands M, L, Q, C and Z."""

    def __init__(self):
        super().__init__(glyphs)
        self.out = []

    def put(self, letter, *points):
        self.out.append(letter + " ".join(fixed(v) for p in points for v in p))

    def _moveTo(self, p): self.put("M", p)
    def _lineTo(self, p): self.put("L", p)
    def _qCurveToOne(self, c, p): self.put("Q", c, p)
    def _curveToOne(self, a, b, p): self.put("C", a, b, p)
    def _closePath(self): self.out.append("Z")


print("/** Made by scripts/makeLettering.py from Overpass Bold (OFL 1.1, see OFL.txt beside this file). Do not edit.")
print(" * By character: advance, then the outline (M, L, Q, C, Z; absolute; y up), all in 1/256 em. */")
print("export const outlines: Readonly<Record<string, readonly [advance: number, outline: string]>> = {")
for character in CHARACTERS:
    glyph = glyphs[names[ord(character)]]
    pen = TextPen()
    glyph.draw(pen)
    key = "\"'\"" if character == "'" else "'" + character + "'"
    if character.isalpha(): key = character
    elif character.isdigit(): key = character
    print(f"  {key}: [{fixed(glyph.width)}, '{''.join(pen.out)}'],")
print("};")
