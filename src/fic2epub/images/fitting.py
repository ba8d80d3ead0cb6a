"""One picture, of any kind, made one that an e-reader shows; the same bytes where it is one already."""

from __future__ import annotations

from contextlib import nullcontext
from threading import Lock
from typing import TYPE_CHECKING

from PIL import Image, ImageOps

from fic2epub.images.anatomy import Anatomy, anatomy_of, greyed_gif, refuse_passes
from fic2epub.images.colours import flattened, in_eight_bits, is_plain_grey, is_srgb, is_transparent, on_screen
from fic2epub.images.encoding import encoded
from fic2epub.images.opening import opened, safely
from fic2epub.images.target import MOST_BYTES, Changed, Fitted

__all__ = ["fitted"]

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

    from fic2epub.images.target import Target

_ORIENTATION = 0x0112
"""Tag of Exif that says how a camera was held (Exif 2.32, section 4.6.4)."""
_TURNED = range(2, 9)
_ON_ITS_SIDE = range(5, 9)
_MANY = 24_000_000
"""Pixels of which one picture is decoded at a time: what four of them need is more than small machines have."""
_ONE_AT_A_TIME = Lock()
_MODES = {"jpg": ("L", "RGB"), "png": ("1", "L", "LA", "P", "RGB", "RGBA"), "gif": ("1", "L", "P", "RGB", "RGBA")}
"""What Pillow calls the colours that e-readers show; a JPEG may be for print (`CMYK`), a PNG finer."""


def fitted(data: bytes, kind: str, target: Target) -> Fitted:
    """
    The picture as the target wants it; the same bytes in give the same bytes out.

    Raises `Unshowable` when it is damaged or too large.
    """
    if kind == "svg":
        from fic2epub.images.vectors import drawing  # noqa: PLC0415 - few works have drawings

        with safely():
            found = drawing(data, target)
        return found if isinstance(found, Fitted) else _drawn(found.data, found.changed, target)
    with safely():
        image = opened(data, kind)
        fits = target.fit(image.size) == image.size
        if kind == "jpg":
            refuse_passes(data)
        anatomy = anatomy_of(data, kind) if kind in _MODES and (fits or kind != "jpg") else Anatomy(b"")
        with _ONE_AT_A_TIME if image.width * image.height > _MANY else nullcontext():
            kept = _kept(image, data, kind, anatomy, target) if kind in _MODES and fits else None
            return kept or _made_anew(image, kind, target, Changed(still=_frames(image, anatomy) > 1))


def _drawn(png: bytes, changed: Changed, target: Target) -> Fitted:
    """A drawing that was drawn."""
    with safely():
        made = _made_anew(opened(png, "png"), "svg", target, changed)
    return made._replace(changed=made.changed._replace(size=False))  # it had none


def _frames(image: Picture, anatomy: Anatomy) -> int:
    return max(anatomy.frames, int(getattr(image, "n_frames", 1)) if image.format in ("WEBP", "AVIF") else 1)


def _kept(image: Picture, data: bytes, kind: str, anatomy: Anatomy, target: Target) -> Fitted | None:
    """The picture with its own pixels; None when they have to be others."""
    moving = kind == "gif" and anatomy.frames > 1
    clean = greyed_gif(anatomy.clean) if moving and target.grey else anatomy.clean
    if len(clean) > MOST_BYTES or anatomy.deep or image.mode not in _MODES[kind] or not is_srgb(image):
        return None
    if image.getexif().get(_ORIENTATION, 1) in _TURNED:
        return None
    if target.grey and not moving and not is_plain_grey(image):
        return None
    _decode(image)
    if not moving and is_transparent(image):
        return None
    private = len(clean) < len(data) and anatomy.frames == 1
    changed = Changed(private=private, still=kind == "png" and anatomy.frames > 1, grey=clean != anatomy.clean)
    return Fitted(clean, kind, changed)


def _decode(image: Picture) -> None:
    """Make sure that there is a picture in the file, as quickly as it can be had."""
    if image.format == "JPEG":
        image.draft(image.mode, (1, 1))  # an eighth of the size: nearly all of the time is in reading the codes
    image.load()


def _made_anew(image: Picture, kind: str, target: Target, changed: Changed) -> Fitted:
    """The picture decoded, fitted, and written as what suits it."""
    orientation = image.getexif().get(_ORIENTATION, 1) if kind != "svg" else 1
    aside = orientation in _ON_ITS_SIDE and kind != "tif"  # Pillow turns TIFF itself
    own = (image.height, image.width) if aside else image.size
    size = target.fit(own)
    wanted = (size[1], size[0]) if aside else size
    before = image.mode
    in_file = image.size
    image.draft("L" if target.grey and before == "RGB" else None, wanted)  # only JPEG can
    drafted = image.size != in_file
    srgb = is_srgb(image)
    profile = None if srgb else image.info.get("icc_profile")
    image.load()
    if orientation in _TURNED and kind != "tif":
        image = ImageOps.exif_transpose(image)
    whole = is_transparent(image)
    image = flattened(in_eight_bits(image))
    if image.size != size:
        # what the decoder has made smaller already needs no sharper filter, which takes half as long again
        sharp = Image.Resampling.BICUBIC if drafted else Image.Resampling.LANCZOS
        image = image.resize(size, sharp, reducing_gap=3.0)
    image = on_screen(image, profile)
    written = encoded(image, photo=kind == "jpg", grey=target.grey)
    looks = whole or not srgb or before not in ("1", "L", "LA", "P", "RGB", "RGBA") or orientation in _TURNED
    return Fitted(
        written.data,
        written.kind,
        changed._replace(kind=written.kind != kind, size=size != own, looks=looks, grey=target.grey),
    )
