"""Content's words as HTML: sources are links, and nothing else gets through."""

import pytest

from anatomy.templatetags.words import cited, markdown, paragraphs, seconds


def link(code):
    anchor = f"/sources/#{code.lower()}"
    return f'<a class="cite" href="{anchor}" aria-label="source {code}">{code}</a>'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Nothing cited.", "Nothing cited."),
        ("Calmer (W79).", f"Calmer ({link('W79')})."),
        ("(W50, W70)", f"({link('W50')}, {link('W70')})"),
        ("(R10)", f'({link("R10")} <span class="to-check">to be checked</span>)'),
        ("(W41, J)", f"({link('W41')}, our judgement)"),
        ("(J)", "(our judgement)"),
        ("J Sport Sci, W1234, SW7, L5", "J Sport Sci, W1234, SW7, L5"),
        ("<b>W1</b> & co", f"&lt;b&gt;{link('W1')}&lt;/b&gt; &amp; co"),
    ],
)
def test_codes_of_sources_become_links(text, html):
    assert cited(text) == html


def test_what_somebody_says_stands_in_curly_quotes():
    text = "'Lift, do not pinch.' It is a week's work. Ask: 'More?'"

    assert cited(text) == "“Lift, do not pinch.” It is a week&#x27;s work. Ask: “More?”"


def test_blank_lines_make_paragraphs():
    assert paragraphs("One (W1).\n\nTwo") == f"<p>One ({link('W1')}).</p>\n\n<p>Two</p>"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**Bold** (W1)", f"<p><strong>Bold</strong> ({link('W1')})</p>\n"),
        ("- one\n- two", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n"),
        ("<script>x</script>", "<p>&lt;script&gt;x&lt;/script&gt;</p>\n"),
        ("[a](javascript:alert)", "<p>[a](javascript:alert)</p>\n"),
        ("[a](/W1/)", '<p><a href="/W1/">a</a></p>\n'),
    ],
)
def test_markdown_keeps_html_out_and_addresses_whole(text, html):
    assert markdown(text) == html


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "0 seconds"),
        (1, "1 second"),
        (45, "45 seconds"),
        (60, "1 minute"),
        (75, "75 seconds"),
        (90, "1½ minutes"),
        (120, "2 minutes"),
        (130, "2 min 10 s"),
    ],
)
def test_seconds_are_said_as_people_say_them(number, said):
    assert seconds(number) == said
