using System;
using System.IO;
using System.Linq;
using IpBlock.Sessions;
using IpBlock.Settings;
using IpBlock.Tests.Notices;
using IpBlock.Tests.Settings;
using IpBlock.Tests.Time;
using Xunit;

namespace IpBlock.Tests.Sessions;

/// <summary>Deferred mail on disk, over restarts and between processes.</summary>
public sealed class DeferredMailKeeperTests : IDisposable
{
    private const string Recipient = "user@site.example";

    private readonly TemporaryFolder _folder = new();
    private readonly FakeClock _clock = new();
    private readonly CollectedNotices _notices = new();

    private string Folder => _folder.PathOf("log");

    private string FilePath => Path.Combine(Folder, DeferredMailFile.Name);

    [Fact]
    public void A_restart_forgets_nothing()
    {
        using (var process = Start())
        {
            Assert.Null(process.Come("a@x.example"));
            Pass(300);
            Assert.NotNull(process.Come("a@x.example"));
            Assert.Null(process.Come("b@x.example"));
        }

        Pass(299);
        using (var process = Start())
        {
            Assert.NotNull(process.Come("a@x.example"));
            Assert.Null(process.Come("b@x.example"));
            Pass(1);
            Assert.NotNull(process.Come("b@x.example"));
        }

        Assert.Empty(_notices.All);
    }

    [Fact]
    public void Nobody_else_may_read_the_file_for_its_secret_tells_who_has_written_to_whom()
    {
        Start().Dispose();
        const UnixFileMode Others = UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
        Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(FilePath) & Others);
    }

    [Fact]
    public void A_crash_loses_a_few_seconds_at_the_most()
    {
        var process = Start();
        Assert.Null(process.Come("a@x.example"));
        Pass(5);
        var text = File.ReadAllBytes(FilePath);
        Assert.Equal(40 + 24, text.Length);
        Pass(295);
        Assert.Equal(text, File.ReadAllBytes(FilePath));
        using var next = Start();
        Assert.NotNull(next.Come("a@x.example"));
    }

    [Fact]
    public void What_is_forgotten_is_not_written()
    {
        using var process = Start();
        process.Come("a@x.example");
        Pass(86_401);
        process.Come("b@x.example");
        Pass(5);
        Assert.Equal(40 + 24, new FileInfo(FilePath).Length);
    }

    [Theory]
    [InlineData("cut")]
    [InlineData("changed")]
    [InlineData("text")]
    [InlineData("empty")]
    [InlineData("count")]
    public void A_broken_file_is_told_and_begun_anew(string how)
    {
        using (var process = Start())
            process.Come("a@x.example");
        var bytes = File.ReadAllBytes(FilePath);
        bytes[how == "count" ? 31 : 40] ^= 0x40;
        File.WriteAllBytes(FilePath, how switch { "cut" => bytes[..50], "text" => "no such thing as a file of deferred mail, as it were"u8.ToArray(), "empty" => [], _ => bytes });

        using (var process = Start())
        {
            var notice = Assert.Single(_notices.All);
            Assert.Equal(370, notice.Id);
            Assert.Contains(FilePath, notice.Text);
            Pass(300);
            Assert.Null(process.Come("a@x.example"));
            Pass(300);
            Assert.NotNull(process.Come("a@x.example"));
        }

        using (Start())
            Assert.Single(_notices.All);
    }

    [Fact]
    public void Two_processes_know_what_each_of_them_has_deferred()
    {
        using (var one = Start())
        using (var other = Start())
        {
            Assert.Null(one.Come("a@x.example"));
            Assert.Null(other.Come("b@x.example"));
            Pass(5);
            Pass(5);
            Pass(290);
            Assert.NotNull(other.Come("a@x.example"));
            Assert.NotNull(one.Come("b@x.example"));
            Assert.Null(one.Come("c@x.example"));
            Assert.Null(other.Come("d@x.example"));
        }

        Pass(300);
        using var third = Start();
        Assert.All(new[] { "a@x.example", "b@x.example", "c@x.example", "d@x.example" }, sender => Assert.NotNull(third.Come(sender)));
        Assert.Empty(_notices.All);
    }

    [Fact]
    public void Of_a_mail_that_both_have_deferred_the_first_deferral_and_the_last_acceptance_count()
    {
        using var one = Start();
        using var other = Start();
        Assert.Null(one.Come("a@x.example"));
        Pass(3);
        Assert.Null(other.Come("a@x.example"));
        Pass(12);
        Pass(285);
        Assert.NotNull(other.Come("a@x.example"));
        Pass(86_000);
        Pass(300);
        Assert.NotNull(one.Come("a@x.example"));
        Pass(86_000);
        Assert.NotNull(other.Come("a@x.example"));
    }

    [Fact]
    public void Who_holds_the_file_is_waited_for_until_the_next_look()
    {
        using var process = Start();
        process.Come("a@x.example");
        using (new FileStream(Path.Combine(Folder, DeferredMailFile.LockName), FileMode.Open, FileAccess.Read, FileShare.None))
            Pass(5);
        Assert.Equal(40, new FileInfo(FilePath).Length);
        Pass(5);
        Assert.Equal(64, new FileInfo(FilePath).Length);
        Assert.Empty(_notices.All);
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_told_once_and_mail_goes_on()
    {
        File.WriteAllText(Folder, "no folder");
        using var process = Start();
        Assert.Null(process.Come("a@x.example"));
        Pass(5);
        Pass(295);
        Assert.NotNull(process.Come("a@x.example"));
        Assert.Equal(371, Assert.Single(_notices.All).Id);
        File.Delete(Folder);
        Pass(5);
        Assert.Equal(64, new FileInfo(FilePath).Length);
    }

    [Fact]
    public void A_file_with_another_secret_takes_the_place_of_what_was_remembered()
    {
        using var one = Start();
        one.Come("a@x.example");
        Pass(5);
        File.Delete(FilePath);
        using (var other = Start())
            other.Come("b@x.example");
        Pass(300);
        Assert.NotNull(one.Come("b@x.example"));
        Assert.Null(one.Come("a@x.example"));
    }

    public void Dispose() => _folder.Dispose();

    private void Pass(double seconds) => _clock.Advance(TimeSpan.FromSeconds(seconds));

    private Process Start() => new(_clock, _notices, Folder);

    private sealed class Process : IDisposable
    {
        private readonly DeferredMail _mail;
        private readonly DeferredMailKeeper _keeper;

        public Process(FakeClock clock, CollectedNotices notices, string folder)
        {
            _mail = new DeferredMail(clock, new DeferOnceSettings { Enabled = true });
            _keeper = new DeferredMailKeeper(_mail, folder, clock, notices);
        }

        public TimeSpan? Come(string sender) => _mail.HasComeAgain(sender, Recipient);

        public void Dispose() => _keeper.Dispose();
    }
}
