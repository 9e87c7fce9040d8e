using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Filtering;
using IpBlock.Reporting;
using IpBlock.Sessions;
using IpBlock.Settings;
using IpBlock.Tests.Notices;
using IpBlock.Tests.Settings;
using IpBlock.Tests.Time;
using Xunit;

namespace IpBlock.Tests.Reporting;

/// <summary>Senders and recipients can be left out of the log, or hashed with a key that stays here.</summary>
public sealed class MailboxPrivacyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CollectedNotices _notices = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Hashed_no_mailbox_is_in_the_log_and_each_has_one_hash_however_it_is_spelled()
    {
        var lines = Log(LoggedMailboxes.Hashed, ("info@sender.test", "user@site.test"), ("", "<USER@Site.test.>"), ("", "other@site.test"));
        Assert.DoesNotContain("site.test", string.Join('\n', lines), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("sender.test", string.Join('\n', lines), StringComparison.OrdinalIgnoreCase);
        var hash = MailboxHash.Find(_folder.PathOf("log"))!;
        Assert.Contains(hash.Of("user@site.test"), lines[0]);
        Assert.Contains(hash.Of("info@sender.test"), lines[0]);
        Assert.Contains(hash.Of("user@site.test"), lines[1]);
        Assert.DoesNotContain(hash.Of("user@site.test"), lines[2]);
        Assert.True(MailboxHash.IsHash(hash.Of("user@site.test")));
        Assert.False(MailboxHash.IsHash("user@site.test"));
    }

    [Fact]
    public void Omitted_no_mailbox_is_in_the_log_and_no_key_is_made()
    {
        var lines = Log(LoggedMailboxes.Omitted, ("info@sender.test", "user@site.test"));
        Assert.DoesNotContain(".test", lines.Single(), StringComparison.Ordinal);
        Assert.DoesNotContain("#", lines.Single(), StringComparison.Ordinal);
        Assert.Null(MailboxHash.Find(_folder.PathOf("log")));
    }

    [Fact]
    public void The_key_is_made_once_and_nobody_else_may_read_it()
    {
        Log(LoggedMailboxes.Hashed, ("", "user@site.test"));
        var before = MailboxHash.Find(_folder.PathOf("log"))!.Of("user@site.test");
        Log(LoggedMailboxes.Hashed, ("", "user@site.test"));
        Assert.Equal(before, MailboxHash.Find(_folder.PathOf("log"))!.Of("user@site.test"));
        Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(_folder.PathOf("log/" + MailboxHash.KeyName)) & (UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute | UnixFileMode.GroupWrite));
    }

    [Fact]
    public void Processes_that_need_a_key_at_the_same_time_get_the_same()
    {
        for (var i = 0; i < 50; i++)
        {
            var folder = _folder.PathOf("log" + i);
            var hashes = new string[4];
            Parallel.For(0, hashes.Length, one => hashes[one] = MailboxHash.Open(folder).Of("user@site.test"));
            Assert.Single(hashes.Distinct());
            Assert.Equal([Path.Combine(folder, MailboxHash.KeyName)], Directory.GetFiles(folder));
        }
    }

    [Fact]
    public void Without_a_key_that_can_be_used_they_are_left_out_and_that_is_told_once()
    {
        Directory.CreateDirectory(_folder.PathOf("log"));
        File.WriteAllText(_folder.PathOf("log/" + MailboxHash.KeyName), "short");
        var lines = Log(LoggedMailboxes.Hashed, ("", "user@site.test"), ("", "user@site.test"));
        Assert.DoesNotContain("site.test", string.Join('\n', lines), StringComparison.Ordinal);
        Assert.Contains("mailboxes.key is not a key of 32 bytes", Assert.Single(_notices.Of(205)));
    }

    private string[] Log(LoggedMailboxes mailboxes, params (string Sender, string Recipient)[] mails)
    {
        using (var log = new DecisionLog(new LogSettings { Mailboxes = mailboxes }, _folder.PathOf("log"), new FakeClock(), _notices))
        {
            foreach (var (sender, recipient) in mails)
                log.Write(new Decision(Verdict.WithoutSettings(default)) { Event = "OnRcptCommand", Action = "AcceptConnection", Sender = sender, Recipient = recipient });
        }

        return [.. File.ReadAllLines(Directory.GetFiles(_folder.PathOf("log"), "*.log").Order(StringComparer.Ordinal).Last()).Where(static line => line[0] != '#')];
    }
}
