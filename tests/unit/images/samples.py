"""Pictures of every kind, drawn at run time: one that is all shades, one that is all lines."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw

__all__ = ["KINDS", "exif", "lines", "moving", "opened", "saved", "shades"]

SIZE = (96, 64)
PLACE = b"Upper Mill Lane"


def shades(mode: str = "RGB", size: tuple[int, int] = SIZE) -> Image.Image:
    """What a photograph is like: hardly a pixel is as the one beside it."""
    channels = [Image.radial_gradient("L"), Image.linear_gradient("L"), Image.linear_gradient("L").rotate(90)]
    grain = Image.frombytes("L", size, bytes((place * 7919 >> 3) & 31 for place in range(size[0] * size[1])))
    soft = Image.merge("RGB", [channel.resize(size) for channel in channels])
    return Image.blend(soft, Image.merge("RGB", [grain] * 3), 0.3).convert(mode)


def lines(mode: str = "RGB", size: tuple[int, int] = SIZE) -> Image.Image:
    """A drawing: few colours, large areas."""
    image = Image.new("RGB", size, "white")
    pen = ImageDraw.Draw(image)
    pen.ellipse((8, 8, 60, 50), fill="red", outline="black", width=3)
    pen.line((0, 0, *size), fill="blue", width=2)
    return image.convert(mode)


def saved(image: Image.Image, kind: str, **settings: Any) -> bytes:
    """The picture as a file."""
    into = BytesIO()
    image.save(into, kind, **settings)
    return into.getvalue()


def opened(data: bytes) -> Image.Image:
    """What is in a file, decoded."""
    image = Image.open(BytesIO(data))
    image.load()
    return image


def exif(orientation: int = 1) -> Image.Exif:
    """What a camera tells: how it was held, and where."""
    told = Image.Exif()
    told[0x0112] = orientation
    told[0x010E] = PLACE.decode()
    return told


def deep() -> Image.Image:
    """Greys of sixteen bits."""
    return shades("L").convert("I").point(lambda value: value * 257).convert("I;16")


def see_through(mode: str = "RGBA") -> Image.Image:
    """A drawing that fades away."""
    image = lines("RGBA")
    image.putalpha(Image.linear_gradient("L").resize(image.size))
    return image.convert(mode)


def moving(kind: str) -> bytes:
    """Three frames."""
    return saved(lines(), kind, save_all=True, append_images=[shades(), lines().rotate(20)])


KINDS: dict[str, bytes] = {
    "photograph": saved(shades(), "JPEG"),
    "grey photograph": saved(shades("L"), "JPEG"),
    "JPEG for print": saved(shades("CMYK"), "JPEG"),
    "progressive JPEG": saved(shades(), "JPEG", progressive=True),
    "turned JPEG": saved(shades(), "JPEG", exif=exif(6)),
    "PNG": saved(lines(), "PNG"),
    "PNG with a palette": saved(lines("P"), "PNG"),
    "PNG of one bit": saved(lines("1"), "PNG"),
    "PNG of sixteen bits": saved(deep(), "PNG"),
    "PNG that is seen through": saved(see_through(), "PNG"),
    "grey PNG that is seen through": saved(see_through("LA"), "PNG"),
    "PNG that moves": moving("PNG"),
    "GIF": saved(lines("P"), "GIF"),
    "GIF that is seen through": saved(lines("P"), "GIF", transparency=lines("P").getpixel((0, 20))),
    "GIF that moves": moving("GIF"),
    "WebP": saved(shades(), "WEBP"),
    "WebP that is seen through": saved(see_through(), "WEBP", lossless=True),
    "WebP that moves": moving("WEBP"),
    "turned WebP": saved(shades(), "WEBP", exif=exif(8)),
    "BMP": saved(lines(), "BMP"),
    "TIFF": saved(shades(), "TIFF"),
    "turned TIFF": saved(shades(), "TIFF", tiffinfo={0x0112: 6}),
    "TIFF for print": saved(lines("CMYK"), "TIFF"),
    "TIFF of fractions": saved(shades("F"), "TIFF"),
    "ICO": saved(see_through().resize((64, 64)), "ICO"),
    "JPEG 2000": saved(shades(), "JPEG2000"),
    "large photograph": saved(shades(size=(2000, 1500)), "JPEG"),
    "SVG": b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 96 64'><circle cx='40' cy='30' r='20'/></svg>",
}
"""What it is → a file."""
if "AVIF" in Image.registered_extensions().values():  # Pillow 11.3 and newer
    KINDS |= {"AVIF": saved(shades(), "AVIF"), "AVIF that moves": moving("AVIF")}
