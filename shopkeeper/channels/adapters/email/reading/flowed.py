"""format=flowed and DelSp (RFC 3676): lines that were only broken to fit are joined again."""

LONGEST_LINE = 100_000


def unflow(text: str, delsp: bool) -> str:
    """Soft line breaks removed, space stuffing taken off; quote depth and the signature line are kept."""
    if " \n" not in text:
        return text.replace("\n ", "\n").removeprefix(" ")
    out: list[str] = []
    held: list[str] = []
    held_depth, held_size = -1, 0
    for line in text.split("\n"):
        depth, words = _quoted(line.removesuffix("\r"))
        if held and (depth != held_depth or words == "-- " or held_size > LONGEST_LINE):
            out.append(_marked(held_depth, held))
            held, held_size = [], 0
        soft = words.endswith(" ") and words != "-- "
        held.append(words[:-1] if soft and delsp else words)
        held_depth, held_size = depth, held_size + len(words)
        if not soft:
            out.append(_marked(depth, held))
            held, held_size = [], 0
    if held:
        out.append(_marked(held_depth, held))
    return "\n".join(out)


def _quoted(line: str) -> tuple[int, str]:
    bare = line.lstrip(">")
    return len(line) - len(bare), bare.removeprefix(" ")


def _marked(depth: int, pieces: list[str]) -> str:
    words = "".join(pieces)
    return f"{'>' * depth} {words}" if depth else words
