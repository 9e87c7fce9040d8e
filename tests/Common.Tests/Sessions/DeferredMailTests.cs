using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Sessions;
using IpBlock.Settings;
using IpBlock.Tests.Time;
using Xunit;

namespace IpBlock.Tests.Sessions;

/// <summary>Mail that is deferred, and comes again.</summary>
public sealed class DeferredMailTests
{
    private const string Sender = "a@sender.example", Recipient = "user@site.example";

    private readonly FakeClock _clock = new();
    private readonly DeferredMail _mail;

    public DeferredMailTests() => _mail = new DeferredMail(_clock, new DeferOnceSettings { Enabled = true });

    [Fact]
    public void Before_its_time_mail_is_deferred_again_and_then_accepted()
    {
        Assert.Null(Come());
        Pass(299);
        Assert.Null(Come());
        Pass(1);
        Assert.Equal(TimeSpan.FromMinutes(5), Come());
        Assert.Equal(1, _mail.Count);
    }

    [Fact]
    public void Mail_that_comes_later_than_it_is_remembered_begins_anew()
    {
        Assert.Null(Come());
        Pass(86_400);
        Assert.NotNull(Come());
        Pass(86_401);
        Assert.Null(Come());
        Pass(299);
        Assert.Null(Come());
        Pass(1);
        Assert.NotNull(Come());
    }

    [Fact]
    public void Who_has_come_again_is_not_deferred_as_long_as_he_goes_on_writing()
    {
        Come();
        for (var day = 0; day < 10; day++)
        {
            Pass(86_000);
            Assert.NotNull(Come());
            Assert.NotNull(Come());
        }
    }

    [Theory]
    [InlineData("b@sender.example", Recipient)]
    [InlineData(Sender, "other@site.example")]
    [InlineData("", Recipient)]
    public void Another_sender_or_recipient_waits_for_himself(string sender, string recipient)
    {
        Come();
        Pass(300);
        Assert.Null(_mail.HasComeAgain(sender, recipient));
        Assert.NotNull(Come());
    }

    [Fact]
    public void A_clock_that_is_set_back_defers_once_more_and_not_for_ever()
    {
        Come();
        _clock.SetUtcNow(_clock.UtcNow.AddDays(-400));
        Assert.Null(Come());
        Pass(300);
        Assert.NotNull(Come());
        _clock.SetUtcNow(_clock.UtcNow.AddSeconds(-100));
        Assert.NotNull(Come());
    }

    [Fact]
    public void Other_settings_hold_for_what_is_remembered_too()
    {
        var many = Enumerable.Range(0, 3000).Select(static i => $"{i}@sender.example").ToList();
        foreach (var sender in many)
            _mail.HasComeAgain(sender, Recipient);
        Assert.Equal(3000, _mail.Count);
        _mail.Use(new DeferOnceSettings { Enabled = true, After = TimeSpan.FromMinutes(10), MaxEntries = 1000 });
        Assert.Equal(1000, _mail.Count);
        Pass(300);
        Assert.Null(_mail.HasComeAgain(many[2999], Recipient));
        Pass(300);
        Assert.NotNull(_mail.HasComeAgain(many[2999], Recipient));
        Assert.Null(_mail.HasComeAgain(many[0], Recipient));
    }

    // Each mail is sent by any of 5,000 addresses in twenty /24s; the server knows none of them, and tries again after 1, 6, 15, 30 minutes.
    [Fact]
    public void Of_a_provider_with_twenty_networks_no_mail_is_deferred_more_than_twice()
    {
        var random = new Random(20);
        var tries = new List<(double At, int Mail)>();
        for (var mail = 0; mail < 2000; mail++)
        {
            var first = random.NextDouble() * 3600;
            foreach (var minutes in new[] { 0, 1, 6, 15, 30 })
                tries.Add((first + minutes * 60 + random.NextDouble() * 20, mail));
        }

        var deferred = new int[2000];
        var accepted = new HashSet<int>();
        var at = 0.0;
        foreach (var one in tries.OrderBy(static one => one.At))
        {
            Pass(one.At - at);
            at = one.At;
            if (accepted.Contains(one.Mail))
                continue;
            if (_mail.HasComeAgain(one.Mail % 7 == 0 ? "" : $"bounce-{one.Mail}@pool.example", $"user{one.Mail}@site.example") is null)
                deferred[one.Mail]++;
            else
                accepted.Add(one.Mail);
        }

        Assert.Equal(2000, accepted.Count);
        Assert.All(deferred, static times => Assert.Equal(2, times));
    }

    private TimeSpan? Come() => _mail.HasComeAgain(Sender, Recipient);

    private void Pass(double seconds) => _clock.Advance(TimeSpan.FromSeconds(seconds));
}
