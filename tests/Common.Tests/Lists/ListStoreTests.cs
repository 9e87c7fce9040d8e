using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;
using IpBlock.Addresses;
using IpBlock.Filtering;
using IpBlock.Lists;
using Xunit;
using static IpBlock.Tests.Lists.ListsUnderTest;

namespace IpBlock.Tests.Lists;

public sealed class ListStoreTests : IDisposable
{
    private readonly ListsUnderTest _test = new();

    public void Dispose() => _test.Dispose();

    [Fact]
    public void Lists_are_there_when_the_settings_are()
    {
        _test.Write("a.txt", "192.0.2.0/24\n").Use(List("a"));
        Assert.Equal("a", Found(Client));
        Assert.Null(Found("198.51.100.1"));
        Assert.Equal([340], _test.Notices.Ids);
        Assert.Contains("List a is active with 1 entries from " + _test.PathOf("a.txt"), _test.Notices.Of(340)[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_new_version_of_a_file_is_in_force_within_five_seconds()
    {
        _test.Write("a.txt", "192.0.2.1\n").Use(List("a"));
        _test.Pass(60);
        _test.Write("a.txt", "198.51.100.1\n");
        _test.Pass(5);
        Assert.Null(Found(Client));
        Assert.Equal("a", Found("198.51.100.1"));
        Assert.Equal([340, 340], _test.Notices.Ids);
    }

    [Fact]
    public void A_file_that_is_being_written_into_is_not_read_before_it_has_come_to_rest()
    {
        _test.Write("a.txt", "192.0.2.1\n").Use(List("a"));
        for (var i = 1; i < 10; i++)
        {
            File.AppendAllText(_test.PathOf("a.txt"), $"198.51.100.{i}\n");
            _test.Pass(1);
            Assert.Null(Found("198.51.100.1"));
        }

        _test.Pass(1);
        Assert.Equal("a", Found("198.51.100.9"));
    }

    [Fact]
    public void A_file_that_appears_later_is_taken_over()
    {
        _test.Use(List("a"));
        Assert.Equal([342], _test.Notices.Ids);
        _test.Pass(100);
        Assert.Equal([342], _test.Notices.Ids);
        _test.Write("a.txt", "192.0.2.1\n");
        _test.Pass(5);
        Assert.Equal("a", Found(Client));
    }

    [Fact]
    public void A_broken_file_changes_nothing_and_is_told_once_with_line_and_cure()
    {
        _test.Write("a.txt", "192.0.2.1\n").Use(List("a"));
        _test.Pass(10);
        _test.Write("a.txt", "198.51.100.1\nnonsense here\n");
        _test.Pass(60);
        Assert.Equal("a", Found(Client));
        Assert.Null(Found("198.51.100.1"));
        var notice = Assert.Single(_test.Notices.Of(341));
        Assert.Contains(_test.PathOf("a.txt"), notice, StringComparison.Ordinal);
        Assert.Contains("line 2: ", notice, StringComparison.Ordinal);
        Assert.EndsWith("The previous version remains active.", notice, StringComparison.Ordinal);
        Assert.NotNull(_test.Store.Current.All[0].Trouble);

        _test.Write("a.txt", "198.51.100.1\n");
        _test.Pass(5);
        Assert.Equal("a", Found("198.51.100.1"));
        Assert.Null(_test.Store.Current.All[0].Trouble);
    }

    [Fact]
    public void A_file_that_goes_away_leaves_its_content()
    {
        _test.Write("a.txt", "192.0.2.1\n").Use(List("a"));
        _test.Pass(10);
        File.Delete(_test.PathOf("a.txt"));
        _test.Pass(60);
        Assert.Equal("a", Found(Client));
        Assert.Contains("no longer exists", Assert.Single(_test.Notices.Of(342)), StringComparison.Ordinal);
    }

    [Fact]
    public void The_earlier_list_speaks_for_what_both_hold()
    {
        _test.Write("a.txt", "192.0.2.0/25\n").Write("b.txt", "192.0.2.0/24\n").Use(List("a") + "," + List("b"));
        Assert.Equal("a", Found(Client));
        Assert.Equal("b", Found("192.0.2.200"));
        _test.Use(List("b") + "," + List("a"));
        Assert.Equal("b", Found(Client));
    }

    [Fact]
    public void A_disabled_list_is_not_read()
    {
        _test.Write("a.txt", "192.0.2.1\n").Use(List("a", "\"enabled\": false"));
        Assert.Null(Found(Client));
        Assert.Empty(_test.Store.Current.All);
        Assert.Empty(_test.Notices.Ids);
    }

    [Fact]
    public void New_settings_do_not_read_anew_what_has_not_changed()
    {
        _test.Write("a.txt", "192.0.2.1\n").Use(List("a"));
        var content = _test.Store.Current.All[0].Content;
        _test.Use(List("a", "\"statusCode\": 551"));
        Assert.Same(content, _test.Store.Current.All[0].Content);
        Assert.Equal(551, _test.Store.Current.All[0].Settings.StatusCode);
        Assert.Equal([340], _test.Notices.Ids);
    }

    [Fact]
    public void A_list_that_is_not_refreshed_falls_silent_to_the_second_and_speaks_again_when_it_is()
    {
        _test.Write("a.txt", "192.0.2.1\n").Write("b.txt", "192.0.2.0/24\n").Use(List("a", "\"expiresAfter\": \"1h\"") + "," + List("b"));
        _test.Clock.SetUtcNow(_test.Clock.UtcNow.AddSeconds(3599));
        Assert.Equal("a", Found(Client));
        _test.Clock.SetUtcNow(_test.Clock.UtcNow.AddSeconds(1));
        Assert.Null(Found(Client));
        _test.Pass(1);
        Assert.Equal("b", Found(Client));
        Assert.Contains("List a has not been refreshed since", Assert.Single(_test.Notices.Of(343)), StringComparison.Ordinal);

        _test.Write("a.txt.fresh", "");
        _test.Pass(5);
        Assert.Equal("a", Found(Client));
        Assert.Single(_test.Notices.Of(344));
        Assert.Single(_test.Notices.Of(343));
        Assert.Equal(2, _test.Notices.Of(340).Count);
    }

    [Fact]
    public void A_list_that_was_refreshed_by_a_clock_that_ran_ahead_holds_no_longer_than_another()
    {
        var now = _test.Clock.UtcNow;
        _test.Clock.SetUtcNow(now.AddYears(1));
        _test.Write("a.txt", "192.0.2.1\n").Use(List("a", "\"expiresAfter\": \"1h\""));
        Assert.Equal("a", Found(Client));
        _test.Clock.SetUtcNow(now);
        _test.Pass(3590);
        Assert.Equal("a", Found(Client));
        _test.Pass(20);
        Assert.Null(Found(Client));
    }

    [Fact]
    public void A_file_without_expiry_holds_for_ever_and_a_fetched_list_for_a_week()
    {
        Assert.Null(Some.Settings("{ \"lists\": [ " + List("a") + " ] }").Lists[0].Life);
        Assert.Equal(TimeSpan.FromDays(7), Some.Settings("""{ "lists": [ { "name": "a", "url": "https://a.test/" } ] }""").Lists[0].Life);
    }

    [Fact]
    public async Task Verdicts_are_made_all_the_while_lists_are_replaced_and_always_by_one_whole_version()
    {
        _test.Write("a.txt", Version(0)).Use(List("a"));
        var stop = false;
        var odd = 0;
        var asking = Task.Run(() =>
        {
            while (!stop)
            {
                // Every version holds the whole of the first network or the whole of the second.
                var lookup = _test.Store.Current;
                var first = lookup.FindBlocking(Some.Client("192.0.2.7"), _test.Clock.UtcNow) is not null;
                var second = lookup.FindBlocking(Some.Client("198.51.100.7"), _test.Clock.UtcNow) is not null;
                odd += first == second ? 1 : 0;
            }
        });
        for (var i = 1; i < 20; i++)
        {
            _test.Pass(10);
            _test.Write("a.txt", Version(i));
            _test.Pass(3);
        }

        stop = true;
        await asking;
        Assert.Equal(0, odd);
        Assert.Equal(20, _test.Notices.Of(340).Count);
    }

    [Fact]
    public void The_memory_of_the_old_version_is_freed()
    {
        _test.Write("a.txt", Version(0)).Use(List("a"));
        var old = OldSet();
        _test.Pass(10);
        _test.Write("a.txt", Version(1));
        _test.Pass(5);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.False(old.IsAlive);
    }

    [Fact]
    public void A_file_that_may_not_be_read_is_tried_again()
    {
        Directory.CreateDirectory(_test.PathOf("a.txt"));
        _test.Use(List("a"));
        Directory.Delete(_test.PathOf("a.txt"));
        _test.Write("a.txt", "192.0.2.1\n");
        _test.Pass(5);
        Assert.Equal("a", Found(Client));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private WeakReference OldSet() => new(_test.Store.Current.All[0].Content.Set);

    private static string Version(int number)
    {
        var network = number % 2 == 0 ? "192.0.2." : "198.51.100.";
        return string.Concat(Enumerable.Range(0, 256).Select(i => $"{network}{i}\n"));
    }

    private string? Found(string client) => _test.Store.Current.FindBlocking(Some.Client(client), _test.Clock.UtcNow)?.Settings.Name;
}
