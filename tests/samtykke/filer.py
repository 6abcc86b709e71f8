"""Files as somebody might send them: good, broken, and such as mean harm. Made here, byte by byte; nothing is real."""

import io
import struct
import zipfile
import zlib

import pikepdf
from PIL import Image

GPS_TEKST = b"HEMMELIG STED"
SKRIPT = b"app.alert('HEMMELIG SKRIPT')"
HTML = b"<!doctype html><script>alert(1)</script>"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'


def jpeg(size: tuple[int, int] = (120, 160), colour: str = "#dd0000", **save) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG", **save)
    return out.getvalue()


def png(size: tuple[int, int] = (120, 160), colour: tuple[int, ...] = (0, 0, 221, 128)) -> bytes:
    out = io.BytesIO()
    Image.new("RGBA", size, colour).save(out, "PNG")
    return out.getvalue()


def jpeg_with_place() -> bytes:
    """Taken lying down, with the place where it was taken, a comment and the camera's owner."""
    exif = Image.Exif()
    exif[0x0112] = 6  # turned a quarter
    exif[0xA430] = GPS_TEKST.decode()
    exif.get_ifd(0x8825).update({1: "N", 2: (59.0, 54.0, 50.0), 3: "E", 4: (10.0, 45.0, 8.0)})
    return jpeg(exif=exif, comment=GPS_TEKST)


def png_bomb() -> bytes:
    """A header that promises ten thousand million points, and nearly nothing after it."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 100_000, 100_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 9999))
        + chunk(b"IEND", b"")
    )


def zip_file() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as pack:
        pack.writestr("ark.pdf", b"%PDF-1.7")
    return out.getvalue()


def pdf(pages: int = 1, *, password: str = "", script: bool = False) -> bytes:
    document = pikepdf.new()
    for _page in range(pages):
        document.add_blank_page(page_size=(595, 842))
    if script:
        _add_script(document)
    out = io.BytesIO()
    document.save(out, encryption=pikepdf.Encryption(user=password, owner="eier") if password else False)
    return out.getvalue()


def _add_script(document: pikepdf.Pdf) -> None:
    """JavaScript when it is opened, a link out of the house, and a file inside."""
    name = pikepdf.Name
    action = pikepdf.Dictionary(S=name.JavaScript, JS=pikepdf.String(SKRIPT.decode()))
    document.Root.OpenAction = document.make_indirect(action)
    document.attachments["vedlegg.html"] = HTML
    link = pikepdf.Dictionary(
        Type=name.Annot, Subtype=name.Link, Rect=[0, 0, 500, 500],
        A=pikepdf.Dictionary(S=name.URI, URI=pikepdf.String("https://ond.invalid/")),
    )  # fmt: skip
    document.pages[0].Annots = pikepdf.Array([document.make_indirect(link)])
