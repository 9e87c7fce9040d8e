using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Sessions;
using IpBlock.Settings;
using IpBlock.Tests.Time;
using Xunit;

namespace IpBlock.Tests.Sessions;

/// <summary>Mail that was deferred by one server and comes again to another.</summary>
public sealed class SharedDeferralTests
{
    private const string Sender = "a@sender.example", Recipient = "user@site.example";
    private static readonly byte[] Secret = [.. Enumerable.Range(1, 16).Select(static i => (byte)i)];

    private readonly FakeClock _clock = new();
    private readonly DeferredMail _here;
    private readonly DeferredMail _there;

    public SharedDeferralTests()
    {
        _here = new DeferredMail(_clock, new DeferOnceSettings { Enabled = true });
        _there = new DeferredMail(_clock, new DeferOnceSettings { Enabled = true });
        _here.Share(Secret);
        _there.Share(Secret);
    }

    [Fact]
    public void Mail_that_comes_again_to_another_server_after_its_time_is_accepted()
    {
        Assert.Null(_here.HasComeAgain(Sender, Recipient));
        _there.Learn([.. _here.TakeNews(10)]);
        Pass(299);
        Assert.Null(_there.HasComeAgain(Sender, Recipient));
        Pass(1);
        Assert.Equal(TimeSpan.FromMinutes(5), _there.HasComeAgain(Sender, Recipient));
    }

    [Fact]
    public void News_are_told_once_and_again_when_they_could_not_be_told()
    {
        _here.HasComeAgain(Sender, Recipient);
        var news = _here.TakeNews(10);
        Assert.Single(news);
        Assert.Empty(_here.TakeNews(10));
        _here.ReturnNews(news);
        Assert.Equal(news, _here.TakeNews(10));
    }

    [Fact]
    public void What_was_learnt_from_others_is_no_news()
    {
        _here.HasComeAgain(Sender, Recipient);
        _there.Learn([.. _here.TakeNews(10)]);
        Assert.Empty(_there.TakeNews(10));
    }

    [Fact]
    public void What_others_tell_is_written_only_when_it_says_something_new()
    {
        _here.HasComeAgain(Sender, Recipient);
        var news = _here.TakeNews(10);
        var before = _there.Changes;
        _there.Learn([.. news]);
        var after = _there.Changes;
        Assert.True(after > before);
        _there.Learn([.. news]);
        _there.Learn([news[0] with { Key = 7, DeferredAt = 1 }]); // forgotten long ago
        Assert.Equal(after, _there.Changes);
    }

    // Or one server's word would let any mail pass at once everywhere.
    [Fact]
    public void That_another_server_has_accepted_a_mail_does_not_spare_it_the_wait()
    {
        _here.HasComeAgain(Sender, Recipient);
        var entry = _here.TakeNews(10)[0];
        _there.Learn([entry with { AcceptedAt = entry.DeferredAt }]);
        Pass(10);
        Assert.Null(_there.HasComeAgain(Sender, Recipient));
    }

    [Fact]
    public void Mail_that_another_server_accepts_again_and_again_is_remembered_here()
    {
        _here.HasComeAgain(Sender, Recipient);
        for (var day = 0; day < 5; day++)
        {
            _there.Learn([.. _here.TakeNews(10)]);
            Pass(80_000);
            Assert.NotNull(_here.HasComeAgain(Sender, Recipient));
        }

        _there.Learn([.. _here.TakeNews(10)]);
        Assert.NotNull(_there.HasComeAgain(Sender, Recipient));
    }

    [Fact]
    public void A_file_of_another_secret_does_not_part_a_server_from_the_others_and_is_written_over()
    {
        var former = new DeferredMail(_clock, new DeferOnceSettings { Enabled = true });
        former.HasComeAgain(Sender, Recipient);
        var (secret, entries, _) = former.ToWrite();
        var before = _here.Changes;
        _here.Merge(secret, entries);
        Assert.Equal(Secret, _here.ToWrite().Secret);
        Assert.True(_here.Changes > before);

        // The other process takes the shared secret over, and what it defers is news here.
        former.Merge(Secret, []);
        former.HasComeAgain("b@sender.example", Recipient);
        _here.Merge(Secret, former.ToWrite().Entries);
        Assert.Single(_here.TakeNews(10));
    }

    [Fact]
    public void Nothing_is_kept_for_others_where_there_are_none()
    {
        _here.Share(null);
        _here.HasComeAgain(Sender, Recipient);
        Assert.Empty(_here.TakeNews(10));
    }

    private void Pass(double seconds) => _clock.Advance(TimeSpan.FromSeconds(seconds));
}
