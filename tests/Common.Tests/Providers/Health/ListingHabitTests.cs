using IpBlock.Providers.Health;
using Xunit;

namespace IpBlock.Tests.Providers.Health;

public sealed class ListingHabitTests
{
    private static readonly AnswerCounts Match = new(1, 1, 1, 0, 0);
    private static readonly AnswerCounts Pass = new(1, 0, 0, 0, 0);
    private ListingHabit _habit;

    [Fact]
    public void A_list_that_nobody_knows_yet_is_suspected_after_four_matches_in_a_row()
    {
        for (var round = 0; round < 2; round++)
        {
            for (var i = 0; i < 3; i++)
                Assert.False(_habit.IsBroken(Match));
            Assert.True(_habit.IsBroken(Match));
        }
    }

    [Fact]
    public void Between_other_answers_matches_are_nothing_unusual()
    {
        for (var i = 0; i < 60; i++)
        {
            Assert.False(_habit.IsBroken(Match));
            Assert.False(_habit.IsBroken(Pass));
        }
    }

    [Fact]
    public void Of_a_list_that_knows_next_to_nobody_one_match_is_suspicious()
    {
        for (var i = 0; i < 100; i++)
            Assert.False(_habit.IsBroken(Pass));
        Assert.True(_habit.IsBroken(Match));
    }

    [Fact]
    public void Of_a_list_that_knows_nearly_everybody_it_takes_many()
    {
        for (var i = 0; i < 20; i++)
            Assert.False(_habit.IsBroken(new AnswerCounts(100, 95, 0, 0, 0)));
        var matches = 1;
        while (!_habit.IsBroken(Match))
            matches++;
        Assert.InRange(matches, 34, 37);
    }

    [Fact]
    public void A_list_that_knows_one_in_ten_is_suspected_after_two_matches_in_a_row_at_the_most()
    {
        Usual();
        Assert.True(_habit.IsBroken(Match) || _habit.IsBroken(Match));
    }

    [Fact]
    public void A_list_that_knew_one_in_ten_and_nobody_any_more_is_suspected_again_and_again()
    {
        Usual();
        Assert.InRange(AnswersUntilBroken(), 140, 160);
        Assert.InRange(AnswersUntilBroken(), 150, 200);
    }

    [Fact]
    public void One_listing_ends_the_drought()
    {
        Usual();
        for (var i = 0; i < 130; i++)
            Assert.False(_habit.IsBroken(Pass));
        Assert.False(_habit.IsBroken(new AnswerCounts(1, 1, 0, 0, 0)));
        Assert.InRange(AnswersUntilBroken(), 130, 200);
    }

    [Fact]
    public void A_list_that_has_just_begun_has_no_drought()
    {
        for (var i = 0; i < 50; i++)
            Assert.False(_habit.IsBroken(new AnswerCounts(1, 1, 0, 0, 0)));
        for (var i = 0; i < 50; i++)
            Assert.False(_habit.IsBroken(Pass));
    }

    [Fact]
    public void Where_nobody_asks_nothing_is_unusual()
    {
        Assert.False(_habit.IsBroken(new AnswerCounts(0, 0, 0, 5, 5)));
        Usual();
        Assert.False(_habit.IsBroken(default));
    }

    private void Usual()
    {
        for (var i = 0; i < 100; i++)
            Assert.False(_habit.IsBroken(new AnswerCounts(10, 1, 0, 0, 0)));
    }

    private int AnswersUntilBroken()
    {
        for (var answers = 1; answers < 1000; answers++)
        {
            if (_habit.IsBroken(Pass))
                return answers;
        }

        return 0;
    }
}
