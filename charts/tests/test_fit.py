from charts.fit import Tier, break_lines, choose_lines, label_years
from charts.vocabulary import Run, Scale

LONG = (Run("−50%", strong=True), Run("grondstoffengebruik"))
SHORT = (Run("−50%", strong=True), Run("grondstoffen"))
VALUE = (Run("−50%", strong=True),)


def test_scale_is_linear_and_prints_a_decimal_point():
    scale = Scale(2019, 2105)

    assert [scale.x(year) for year in (2019, 2030, 2062, 2105)] == [
        "0%",
        "12.79%",
        "50%",
        "100%",
    ]


def test_scale_leaves_room_at_both_ends():
    scale = Scale(1990, 2050, start=9, end=89)

    assert [scale.x(year) for year in (1990, 2030, 2050)] == ["9%", "62.33%", "89%"]


def test_the_longest_form_that_fits_is_chosen():
    tier = Tier("l", track=700, size=14)

    chosen = [choose_lines([LONG, SHORT, VALUE], room, tier) for room in (200, 140, 60)]

    assert chosen == [
        ((Run("−50%", strong=True), Run(" grondstoffengebruik")),),
        ((Run("−50%", strong=True), Run(" grondstoffen")),),
        (VALUE,),
    ]


def test_a_narrow_tier_starts_with_the_short_form():
    tier = Tier("s", track=300, size=14, forms=2)

    assert choose_lines([LONG, SHORT, VALUE], 500, tier) == (
        (Run("−50%", strong=True), Run(" grondstoffen")),
    )


def test_words_go_to_a_second_line_where_the_tier_has_one():
    tier = Tier("xs", track=288, size=14, lines=2)

    assert choose_lines([LONG], 140, tier) == (
        (Run("−50%", strong=True),),
        (Run("grondstoffengebruik"),),
    )


def test_a_word_wider_than_the_room_has_no_lines():
    assert break_lines(LONG, 60, 14) is None


def test_the_last_form_is_cut_when_nothing_fits():
    tier = Tier("xs", track=288, size=13)

    assert choose_lines([(Run("rivieren"),)], 40, tier) == ((Run("rivier…"),),)
    assert choose_lines([(Run("rivieren"),)], 2, tier) == ()


def test_a_year_gives_way_to_a_more_important_one_that_it_would_touch():
    scale = Scale(2019, 2105)
    years = [
        (2030, scale.share(2030), "middle"),
        (2050, scale.share(2050), "middle"),
        (2035, scale.share(2035), "middle"),
    ]

    narrow = label_years(years, Tier("xs", track=288, size=13))
    wide = label_years(years, Tier("xl", track=884, size=14))

    assert (narrow, wide) == ({2030, 2050}, {2030, 2035, 2050})
