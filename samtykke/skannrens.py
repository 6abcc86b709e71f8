"""From a file that somebody has sent to one clean picture; run by itself: python -I skannrens.py < file > answer.

It knows neither Django, the database nor any key. It reads the bytes from standard input and writes the answer to
standard output: one line, «klar <pages>» or the reason why not (samtykke/skann.py has the words), and then a JPEG
with the pages below each other. Nothing of the file but its colours comes through: no script, attachment, link or text
layer, and no place or time of taking.
"""

import io
import resource
import sys
from collections.abc import Iterator

import pypdfium2 as pdfium
from PIL import Image, ImageOps

SIDER = 10
PUNKTER = 60_000_000  # of one picture: above a good telephone, below what would fill the memory
BREDDE, HOEYDE = 1240, 2480  # of one page: A4 at 150 points an inch, and up to twice as long
MELLOMROM = 8
PASSORD = 4  # FPDF_ERR_PASSWORD
SEKUNDER, MINNE = 30, 1 << 30


class Avvist(Exception):
    """The file cannot be used. The reason is a word that samtykke/skann.py explains."""


def main() -> None:
    """Read, clean and answer. A broken file is a refusal; what the limits stop is seen by the parent."""
    raw = sys.stdin.buffer.read()
    _limit()
    try:
        pages = list(_pages(raw))
        answer = b"klar %d\n%s" % (len(pages), _stack(pages))
    except Avvist as reason:
        answer = f"{reason}\n".encode()
    except MemoryError:
        answer = b"for_tung\n"
    except (
        Exception
    ):  # whatever a decoder says of a file that is not as it should be; its words may quote the file
        answer = b"oedelagt\n"
    sys.stdout.buffer.write(answer)


def _limit() -> None:
    """No more than this of time and memory, no file written, and no picture of the memory left if it dies."""
    for kind, limit in (
        (resource.RLIMIT_CPU, SEKUNDER), (resource.RLIMIT_AS, MINNE),
        (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0),
    ):  # fmt: skip
        resource.setrlimit(kind, (limit, limit))


def _pages(raw: bytes) -> Iterator[Image.Image]:
    if raw.startswith(b"%PDF-"):
        yield from _pages_of_pdf(raw)
    else:
        yield _page_of_picture(raw)


def _page_of_picture(raw: bytes) -> Image.Image:
    Image.MAX_IMAGE_PIXELS = None  # asked of the header below, before a point is unpacked
    with Image.open(io.BytesIO(raw), formats=("JPEG", "PNG")) as picture:
        if picture.width * picture.height > PUNKTER:
            raise Avvist("for_mange_punkter")
        picture.draft("RGB", (2 * BREDDE, 2 * HOEYDE))  # a JPEG is unpacked no larger than it is needed
        turned = ImageOps.exif_transpose(picture)
        return _fit(_on_white(turned))


def _pages_of_pdf(raw: bytes) -> Iterator[Image.Image]:
    """Draw each page. This PDFium has no JavaScript in it; fields of forms are not drawn."""
    try:
        document = pdfium.PdfDocument(raw)
    except pdfium.PdfiumError as problem:
        raise Avvist("passord" if problem.err_code == PASSORD else "oedelagt") from None
    if not len(document):
        raise Avvist("oedelagt")
    if len(document) > SIDER:
        raise Avvist("for_mange_sider")
    for page in document:
        width, height = page.get_size()
        scale = min(BREDDE / width, HOEYDE / height, 4)
        yield _fit(_on_white(page.render(scale=scale, may_draw_forms=False).to_pil()))


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode == "RGB":
        return picture
    layered = picture.convert("RGBA")
    white = Image.new("RGBA", layered.size, "white")
    return Image.alpha_composite(white, layered).convert("RGB")


def _fit(picture: Image.Image) -> Image.Image:
    picture.thumbnail((BREDDE, HOEYDE))
    return picture


def _stack(pages: list[Image.Image]) -> bytes:
    """One picture with all pages, made from their points alone."""
    height = sum(page.height for page in pages) + MELLOMROM * (len(pages) - 1)
    sheet = Image.new("RGB", (max(page.width for page in pages), height), "#777777")
    top = 0
    for page in pages:
        sheet.paste(page, (0, top))
        top += page.height + MELLOMROM
    out = io.BytesIO()
    sheet.save(out, "JPEG", quality=80)
    return out.getvalue()


if __name__ == "__main__":
    main()
