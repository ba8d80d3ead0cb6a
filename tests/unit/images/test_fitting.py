"""Any picture becomes one that every e-reader shows, and one that is one already keeps its bytes."""

from __future__ import annotations

import pytest
from PIL import Image, ImageCms

from fic2epub.images.fitting import fitted
from fic2epub.images.opening import strictly
from fic2epub.images.target import MOST_BYTES, Target, Unshowable, target_of
from fic2epub.kinds import MEDIA_TYPES, kind_of
from fic2epub.options import Options
from tests.unit.drawn import jpeg, png
from tests.unit.images.samples import KINDS, PLACE, deep, exif, lines, moving, opened, saved, see_through, shades

USUAL, GREY = Target(), Target(grey=True)
AS_IT_IS = ("photograph", "grey photograph", "progressive JPEG", "PNG", "PNG with a palette", "PNG of one bit", "GIF")


def made(data: bytes, target: Target = USUAL) -> Image.Image:
    """What becomes of a picture, decoded."""
    return opened(fitted(data, kind_of(data), target).data)


@pytest.mark.parametrize("target", [USUAL, GREY], ids=["coloured", "grey"])
@pytest.mark.parametrize("name", [name for name in KINDS if name != "SVG"])
def test_every_kind_is_shown(name: str, target: Target) -> None:
    """As JPEG, PNG or GIF, in eight bits, on white, within the limits; and made once more, it is the same."""
    became = fitted(KINDS[name], kind_of(KINDS[name]), target)
    image = opened(became.data)
    assert became.kind in ("jpg", "png", "gif")
    assert kind_of(became.data) == became.kind
    assert image.mode in ("1", "L", "P", "RGB")
    assert image.width <= 1600
    assert image.height <= 2400
    assert len(became.data) <= MOST_BYTES
    assert "transparency" not in image.info or name == "GIF that moves"
    again = fitted(became.data, became.kind, target)
    assert again.data == became.data
    assert not any(again.changed)


@pytest.mark.parametrize("name", AS_IT_IS)
def test_what_can_be_shown_keeps_its_bytes(name: str) -> None:
    became = fitted(KINDS[name], kind_of(KINDS[name]), USUAL)
    assert became.data == KINDS[name]
    assert not any(became.changed)


@pytest.mark.parametrize(
    ("image", "kind"),
    [(shades(), "jpg"), (lines(), "png"), (shades("L"), "jpg"), (see_through(), "png")],
    ids=["shades", "lines", "greys", "see-through"],
)
def test_shades_become_jpeg_and_lines_png(image: Image.Image, kind: str) -> None:
    """Whatever they were."""
    data = saved(image, "TIFF")
    assert fitted(data, "tif", USUAL).kind == kind


def test_lines_keep_every_pixel() -> None:
    assert made(saved(lines(), "BMP")).convert("RGB").tobytes() == lines().tobytes()


def test_a_picture_is_fitted_and_never_enlarged() -> None:
    """The proportions stay; the limits in pixels and of a page both count."""
    assert made(saved(lines(size=(4000, 200)), "PNG")).size == (1600, 80)
    assert made(saved(lines(size=(100, 5000)), "PNG")).size == (48, 2400)
    assert made(saved(lines(size=(3000, 2)), "PNG")).size == (1600, 1)
    assert made(KINDS["photograph"], Target(5000, 5000)).size == (96, 64)
    assert made(KINDS["large photograph"], Target(500, 9000)).size == (500, 375)
    assert Target(9000, 9000).fit((4000, 3000)) == (2733, 2049)
    assert target_of(Options(image_size="1264x1680", grey=True)) == Target(1264, 1680, grey=True)
    assert target_of(Options()) == USUAL


@pytest.mark.parametrize(("orientation", "corner"), [(3, (1, 1)), (6, (1, 0)), (8, (0, 1))])
def test_a_camera_that_was_turned(orientation: int, corner: tuple[int, int]) -> None:
    """The first corner of the file comes to stand where Exif says, at any size."""
    image = Image.new("RGB", (800, 400), "white")
    image.paste("black", (0, 0, 400, 200))
    data = saved(image, "JPEG", exif=exif(orientation), quality=95)
    for target in (USUAL, Target(100, 100), Target(100, 100, grey=True)):
        upright = made(data, target)
        assert (upright.width > upright.height) == (orientation == 3)
        dark = [
            (column, row)
            for column in (0, 1)
            for row in (0, 1)
            if upright.convert("L").getpixel(
                (upright.width * (1 + 2 * column) // 4, upright.height * (1 + 2 * row) // 4)
            )
            < 128
        ]
        assert dark == [corner]
    assert fitted(data, "jpg", USUAL).changed.looks


def test_what_is_seen_through_stands_on_white() -> None:
    """It would be black at night."""
    for data in (saved(see_through(), "PNG"), saved(see_through(), "WEBP", lossless=True)):
        assert made(data).convert("RGB").getpixel((95, 0)) == (255, 255, 255)
    clear = lines("RGBA")
    assert made(saved(clear, "PNG")).mode == "RGBA"  # nothing shines through: the bytes stay


def test_sixteen_bits_are_divided_and_not_cut_off() -> None:
    became = made(saved(deep(), "PNG"))
    before, after = shades("L").tobytes(), became.convert("L").tobytes()
    assert max(abs(one - other) for one, other in zip(before, after, strict=True)) < 12


def test_numbers_of_any_range_become_greys() -> None:
    """Heights on a map, fractions of one."""
    wide = shades("F").point(lambda value: value * 100.0 - 5000.0)
    low, high = made(saved(wide, "TIFF")).convert("L").getextrema()
    assert (low, high) == (pytest.approx(0, abs=6), pytest.approx(255, abs=6))


def test_colours_are_those_of_screens() -> None:
    """By the picture's profile; one that says sRGB changes nothing, and one that is damaged is not believed."""
    image = Image.new("RGB", (64, 64), (120, 200, 40))
    usual = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert fitted(saved(image, "JPEG", icc_profile=usual), "jpg", USUAL).changed == (False,) * 7
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    other = usual.replace(b"s\0R\0G\0B", b"x\0R\0G\0B").replace(b"sRGB", b"xRGB")
    for profile in (lab, other, b"damaged" * 9):
        became = fitted(saved(image, "PNG", icc_profile=profile), "png", USUAL)
        assert became.changed.looks
        assert "icc_profile" not in opened(became.data).info
    swapped = other.replace(b"rXYZ", b"____").replace(b"bXYZ", b"rXYZ").replace(b"____", b"bXYZ")
    red, _, blue = made(saved(image, "PNG", icc_profile=swapped)).convert("RGB").getpixel((9, 9))
    assert red < 60  # what the file calls red is blue
    assert blue > 100


def test_print_colours_become_screen_colours() -> None:
    image = Image.new("CMYK", (64, 64), (0, 255, 255, 0))
    red, green, blue = made(saved(image, "TIFF")).convert("RGB").getpixel((9, 9))
    assert red > 200
    assert max(green, blue) < 60


def test_grey_is_grey() -> None:
    """Eight bits for a photograph; sixteen levels for lines, each shade between them a pattern of two."""
    photograph = fitted(KINDS["photograph"], "jpg", GREY)
    assert photograph.kind == "jpg"
    assert opened(photograph.data).mode == "L"
    ramp = Image.linear_gradient("L").resize((256, 64), Image.Resampling.NEAREST).convert("RGB")
    drawn = fitted(saved(lines(), "PNG"), "png", GREY)
    colours = {colour for _, colour in opened(drawn.data).convert("RGB").getcolors(256)}
    assert all(red == green == blue and red % 17 == 0 for red, green, blue in colours)
    assert drawn.changed.grey
    became = made(saved(ramp, "BMP"), GREY).convert("L")
    means = [sum(became.crop((0, row, 256, row + 4)).tobytes()) / 1024 for row in range(0, 64, 4)]
    meant = [sum(ramp.convert("L").crop((0, row, 256, row + 4)).tobytes()) / 1024 for row in range(0, 64, 4)]
    assert max(abs(one - other) for one, other in zip(means, meant, strict=True)) < 6


def test_what_moves() -> None:
    """A GIF does, also in grey; all else shows its first frame."""
    for target in (USUAL, GREY):
        became = fitted(moving("GIF"), "gif", target)
        assert became.kind == "gif"
        assert getattr(opened(became.data), "n_frames", 1) == 3
        assert not became.changed.still
    grey = opened(fitted(moving("GIF"), "gif", GREY).data).convert("RGB")
    assert all(red == green == blue for _, (red, green, blue) in grey.getcolors(1 << 16))
    for kind in ("PNG", "WEBP"):
        became = fitted(moving(kind), kind_of(moving(kind)), USUAL)
        assert became.changed.still
        assert getattr(opened(became.data), "n_frames", 1) == 1
        assert opened(became.data).convert("RGB").getpixel((40, 30))[0] > 200  # the drawing, not the shades
    small = fitted(moving("GIF"), "gif", Target(40, 40))  # too large to stay: its first frame
    assert (small.kind, small.changed.still) == ("png", True)


def test_what_a_camera_wrote_beside_the_picture_is_cut_out() -> None:
    """The pixels are the same bytes."""
    for data, kind in (
        (saved(shades(), "JPEG", exif=exif(), comment=PLACE), "jpg"),
        (saved(lines(), "PNG", exif=exif()), "png"),
        (saved(lines("P"), "GIF", comment=PLACE), "gif"),
    ):
        became = fitted(data, kind, USUAL)
        assert PLACE in data
        assert PLACE not in became.data
        assert became.changed.private
        assert opened(became.data).tobytes() == opened(data).tobytes()
    assert PLACE not in fitted(saved(shades(), "WEBP", exif=exif()), "webp", USUAL).data


@pytest.mark.parametrize("name", [name for name in KINDS if name not in ("SVG", "BMP", "ICO")])
def test_half_a_picture_is_none(name: str) -> None:
    data = KINDS[name][: len(KINDS[name]) // 2]
    with pytest.raises(Unshowable):
        fitted(data, kind_of(data), USUAL)


def _bomb(kind: str) -> bytes:
    data = bytearray(saved(Image.new("1", (8, 8)), kind))
    if kind == "BMP":
        data[18:26] = (100_000).to_bytes(4, "little") * 2
    return bytes(data)


@pytest.mark.parametrize(
    "data",
    [
        png(width=100_000, height=100_000),
        jpeg(0xFFFF, 0xFFFF),
        _bomb("BMP"),
        saved(shades(), "JPEG", progressive=True).replace(b"\xff\xd9", b"") + b"\xff\xda\0\2" * 300 + b"\xff\xd9",
        png()[:-12] + b"\0\0\0\0teXt\0\0\0\0" * 100_001 + png()[-12:],
        b"GIF89a\1\0\1\0\x80\0\0\0\0\0\xff\xff\xff" + b",\0\0\0\0\1\0\1\0\0\2\2D\1\0" * 2_001 + b";",
        b"GIF89a\1\0\1\0\0\0\0" + b"\x21\xfe\0" * 100_001 + b",\0\0\0\0\1\0\1\0\0\2\2D\1\0;",
        b"\xff\xd8\xff\xfe\0\2" + b"\xff\xfe\0\2" * 100_001 + jpeg()[2:],
    ],
    ids=["PNG", "JPEG", "BMP", "passes", "chunks", "frames", "blocks", "segments"],
)
def test_bombs_are_refused(data: bytes) -> None:
    """By pixels, passes, chunks and frames."""
    with strictly(), pytest.raises(Unshowable):
        fitted(data, kind_of(data), USUAL)


def test_a_file_of_two_kinds_is_one() -> None:
    """What its beginning says; what else is in it is not in the book."""
    page = b"<html><script>alert(1)</script></html>"
    became = fitted(KINDS["photograph"] + page + KINDS["PNG"], "jpg", USUAL)
    assert became.data == KINDS["photograph"]
    became = fitted(KINDS["PNG"] + page, "png", USUAL)
    assert became.data == KINDS["PNG"]
    became = fitted(KINDS["GIF"] + page, "gif", USUAL)
    assert became.data == KINDS["GIF"]


def test_noise_is_kept_within_the_bytes_of_a_reader() -> None:
    """The worst that can be compressed, at the most pixels that are shown."""
    grain = Image.effect_noise((2700, 2000), 90)
    data = saved(
        Image.merge("RGB", (grain, grain.rotate(180), grain.transpose(Image.Transpose.FLIP_TOP_BOTTOM))), "TIFF"
    )
    assert len(fitted(data, "tif", Target(9000, 9000)).data) <= MOST_BYTES


def test_every_kind_has_a_type() -> None:
    assert {kind_of(data) for data in KINDS.values()} <= set(MEDIA_TYPES)
    assert len({kind_of(data) for data in KINDS.values()}) >= 9
