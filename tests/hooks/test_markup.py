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


def test_names_in_a_menu_are_not_measured():
    """A name in a menu stands in its link alone, so that the theme does not measure it; in the header it stays so."""
    menu = '<a href="." class="md-nav__link">\n<span class="md-ellipsis">\nHome\n</span>\n</a>'
    assert '<a href="." class="md-nav__link">Home</a>' == markup.fixed(menu)
    header = '<div class="md-header__topic"><span class="md-ellipsis">Home</span></div>'
    assert header == markup.fixed(header)


def test_arrow_of_a_shut_part_is_the_style_sheets():
    """A part of the menu that is shut holds its name alone; one that opens keeps its arrow."""
    arrow = '<span class="md-nav__icon md-icon"></span>'
    shut = (
        '<li class="md-nav__item md-nav__item--pruned md-nav__item--nested"><a class="md-nav__link" href="a/">A {}</a>'
    )
    assert arrow not in markup.fixed(shut.format(arrow))
    assert "md-nav__item--pruned" in markup.fixed(shut.format(arrow))
    assert arrow in markup.fixed(shut.format(arrow).replace(" md-nav__item--pruned", ""))


def test_icon_that_stands_again_names_the_first():
    """A large icon is drawn once and shown where it stands again; the link to it is in the old form."""
    icon = f'<svg viewBox="0 0 24 24"><path d="M1 1{"h2v2" * 30}"/></svg>'
    page = markup.fixed(f"<b>{icon}</b><b>{icon}</b>")
    assert page.count("h2v2h2v2") == icon.count("h2v2h2v2")
    assert '<path id="__icon_1" d="M1 1' in page
    assert '<svg viewBox="0 0 24 24"><use xlink:href="#__icon_1"/></svg>' in page
    assert icon == markup.fixed(icon)


def test_what_serves_nothing_goes():
    """The theme's script for tabs of the text, and its words for code, stand only in pages that have those."""
    script = "<script>var target=document.getElementById(location.hash.slice(1));'__tabbed_'</script>"
    assert "<p>" == markup.fixed(f"{script}<p>")
    tabs = '<input name="__tabbed_1">'
    assert f"{script}{tabs}" == markup.fixed(f"{script}{tabs}")
    words = '{{"features":[{}],"clipboard.copy":"Copy","select.version":"Version"}}'
    assert '{"features":[]}' == markup.fixed(words.format(""))
    assert "Copy" in markup.fixed(words.format('"content.code.copy"'))


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
    """A run of white space with a line end is one line end, but where each character counts; none beside a frame."""
    assert "<p>\nOne two\n<b>three  four</b>\n</p>" == markup.fixed(
        "\n\n<p>\n\n   One two\n  \n<b>three  four</b>  \n</p>"
    )
    assert "<ul><li>one</li>\n<li>two</li></ul><p>" == markup.fixed(
        "<ul>\n  <li>one</li>\n  <li>two</li>\n</ul>\n\n<p>"
    )
    for kept in ("<pre>a\n\n  b</pre>", "<script>a\n\n  b</script>", "<textarea>a\n\n  b</textarea>"):
        assert f"<i>\n{kept}\n</i>" == markup.fixed(f"<i>\n  {kept}\n  </i>")
