using System;
using System.IO;
using IpBlock.Administration.Editing;
using IpBlock.Settings;
using Xunit;

namespace IpBlock.Administration.Tests.Editing;

/// <summary>What a change that was made says of itself, once.</summary>
public sealed class ChangeWarningTests : IDisposable
{
    private readonly EditedFile _file = new("{}");

    public void Dispose() => _file.Dispose();

    [Theory]
    [InlineData("dns.servers", "8.8.8.8", "dns.servers: 8.8.8.8 is a public resolver")]
    [InlineData("dns.servers", "192.0.2.53, 2606:4700:4700::1111", "dns.servers: 2606:4700:4700::1111 is a public resolver")]
    [InlineData("dns.servers", "9.9.9.9", "dns.servers: 9.9.9.9 is a public resolver")]
    [InlineData("service.policyListen", "127.0.0.1:4711", "service.policyListen takes effect when the service is restarted")]
    [InlineData("service.milterListen", "[]", "service.milterListen takes effect when the service is restarted")]
    [InlineData("service.metricsListen", "127.0.0.1:9999", "service.metricsListen takes effect when the service is restarted")]
    public void A_setting_that_does_not_do_what_it_seems_to_is_told_of(string path, string value, string warning) =>
        Assert.StartsWith(warning, Assert.Single(_file.Editor.Apply(SettingsEdit.Set(path, value)).Warnings), StringComparison.Ordinal);

    [Theory]
    [InlineData("dns.servers", "192.0.2.53")]
    [InlineData("service.onError", "tempFail")]
    public void One_that_does_is_not(string path, string value) => Assert.Empty(_file.Editor.Apply(SettingsEdit.Set(path, value)).Warnings);

    [Fact]
    public void A_list_whose_file_is_not_there_is_told_of_when_it_is_added_and_when_it_is_changed()
    {
        var added = _file.Editor.Apply(SettingsEdit.AddList(EditedFile.Properties(("name", "own"), ("file", "/nonexistent"))));
        Assert.Equal("the list own has no entries yet: /nonexistent does not exist", Assert.Single(added.Warnings));
        File.WriteAllText(_file.PathOf("own.txt"), "192.0.2.1\n");
        Assert.Empty(_file.Editor.Apply(SettingsEdit.SetList("own", EditedFile.Properties(("file", "own.txt")))).Warnings);
        Assert.Single(_file.Editor.Apply(SettingsEdit.SetList("own", EditedFile.Properties(("file", "other.txt")))).Warnings);
    }

    [Fact]
    public void What_was_so_before_is_not_said_again()
    {
        _file.After(SettingsEdit.Set("dns.servers", "8.8.8.8"), SettingsEdit.Set("service.policyListen", "127.0.0.1:4711"));
        Assert.Empty(_file.Editor.Apply(SettingsEdit.AddEntry(ListKind.Block, "192.0.2.1")).Warnings);
    }

    [Fact]
    public void A_code_that_never_matches_is_told_of() => Assert.Contains(
        "is never a match",
        Assert.Single(_file.Editor.Apply(SettingsEdit.AddProvider(ProviderKind.Allow, EditedFile.Properties(("name", "W"), ("lookupDomain", "list.dnswl.org"), ("ipAddressesMatch", new[] { "127.0.0.255" })))).Warnings),
        StringComparison.Ordinal);
}
