"""The HTML of a page as it is published: valid where the theme's is not, and bare."""

from symptom_site.material import markup

BOX = '<input class="md-toggle" data-md-toggle="drawer" type="checkbox" id="__drawer" autocomplete="off">'
LABEL = '<label class="md-nav__title" for="__toc">On this page</label>'


def test_boxes_of_the_theme_belong_to_a_form_that_keeps_nothing():
    """A box takes no `autocomplete`: it belongs to an empty form that has it, so a reload opens no menu again."""
    page = markup.fixed(f'<body dir="ltr">{BOX}</body>')
    assert '<form id="theme-toggles" autocomplete="off" hidden></form>' in page
    assert 'id="__drawer" form="theme-toggles">' in page
    assert page.count("autocomplete") == 1
    assert "<form" not in markup.fixed("<body></body>")


def test_hidden_list_of_headings_goes():
    """A list of headings that a page hides is left out; one that it shows stays, and so does the menu."""
    menu = '<div class="md-sidebar md-sidebar--primary" data-md-type="navigation" hidden><a>Menu</a></div>'
    headings = '<div class="md-sidebar md-sidebar--secondary" data-md-type="toc" {}><a>On this page</a></div>'
    content = '<div class="md-content"><div>Text</div></div>'
    assert f"{menu}{content}" == markup.fixed(f"{menu}{headings.format('hidden')}{content}")
    assert "On this page" in markup.fixed(f"{menu}{headings.format('')}{content}")


def test_drawings_name_no_namespace():
    """An icon of the theme says no more than what makes it one in HTML."""
    assert '<svg viewBox="0 0 2 2"></svg>' == markup.fixed(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 2"></svg>'
    )


def test_empty_numbers_go():
    """An empty `tabindex` is none."""
    assert '<label for="a">A</label>' == markup.fixed('<label for="a" tabindex="">A</label>')


def test_label_without_a_box_names_none():
    """The title of the list of headings belongs to a box only on pages that have it."""
    assert 'for="__toc"' not in markup.fixed(LABEL)
    assert LABEL in markup.fixed(f'<input id="__toc">{LABEL}')


def test_white_space_of_templates_goes():
    """A run of white space with a line end is one line end, but where each character counts."""
    assert "<p>\nOne two\n<b>three  four</b>\n</p>" == markup.fixed(
        "\n\n<p>\n\n   One two\n  \n<b>three  four</b>  \n</p>"
    )
    for kept in ("<pre>a\n\n  b</pre>", "<script>a\n\n  b</script>", "<textarea>a\n\n  b</textarea>"):
        assert f"<i>\n{kept}\n</i>" == markup.fixed(f"<i>\n  {kept}\n  </i>")
