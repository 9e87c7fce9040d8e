using System;
using System.IO;
using System.Linq;
using IpBlock.Administration.Editing;
using IpBlock.Settings;
using IpBlock.Testing.Servers;
using Xunit;

namespace IpBlock.Administration.Tests.Editing;

public sealed class EntryChangeTests : IDisposable
{
    private static readonly DateTimeOffset End = new(2097, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_entry_is_changed_in_its_place_and_keeps_the_comments_of_the_file()
    {
        var editor = Editor("{ \"blockList\": [\n    \"192.0.2.1\",\n    // why\n    \"192.0.2.2\", // keep\n    \"192.0.2.3\" ] }");
        Assert.True(editor.Apply(SettingsEdit.SetEntry(ListKind.Block, " 192.0.2.2 ", "192.0.2.0/28", "spam", End)).Changed);
        Assert.Equal(
            "{ \"blockList\": [\n    \"192.0.2.1\",\n    // why\n    { \"address\": \"192.0.2.0/28\", \"comment\": \"spam\", \"expires\": \"2097-01-01T00:00:00Z\" }, // keep\n    \"192.0.2.3\" ] }",
            File.ReadAllText(editor.Path));
        Assert.True(editor.Apply(SettingsEdit.SetEntry(ListKind.Block, "192.0.2.0/28", "192.0.2.2")).Changed);
        Assert.Equal(["192.0.2.1", "192.0.2.2", "192.0.2.3"], editor.Read().Settings!.BlockList.Select(static entry => entry.Address.ToString()));
    }

    [Fact]
    public void Of_an_entry_that_stands_there_twice_one_is_left()
    {
        var editor = Editor("""{ "allowList": [ "192.0.2.1", "192.0.2.9", { "address": "192.0.2.1/32", "comment": "again" } ] }""");
        Assert.True(editor.Apply(SettingsEdit.SetEntry(ListKind.Allow, "192.0.2.1", "192.0.2.1", "once")).Changed);
        Assert.Equal(["192.0.2.1 once", "192.0.2.9 "], editor.Read().Settings!.AllowList.Select(static entry => $"{entry.Address} {entry.Comment}"));
    }

    [Theory]
    [InlineData("192.0.2.7", "192.0.2.8", "'192.0.2.7' is not in the IP Block list")]
    [InlineData("192.0.2.1", "192.0.2.2", "'192.0.2.2' is already in the IP Block list")]
    [InlineData("192.0.2.1", "192.0.2.300", "is not an IPv4 or IPv6 address")]
    [InlineData("192.0.2.1", "0.0.0.0/0", "0.0.0.0/0 covers half of all IPv4 addresses or more")]
    public void What_cannot_be_changed_says_why_and_nothing_is_written(string address, string newAddress, string reason)
    {
        const string text = """{ "blockList": [ "192.0.2.1", "192.0.2.2" ] }""";
        var editor = Editor(text);
        var result = editor.Apply(SettingsEdit.SetEntry(ListKind.Block, address, newAddress));
        Assert.Contains(reason, Assert.Single(result.Errors).Reason, StringComparison.Ordinal);
        Assert.Equal(text, File.ReadAllText(editor.Path));
    }

    [Fact]
    public void Exceptions_are_changed_in_their_places_too()
    {
        var editor = Editor("""{ "exceptions": { "clients": [ "192.0.2.1", "mail.example.com" ], "recipients": [ "a@example.com", "b@example.com" ] } }""");
        Assert.True(editor.Apply(
            SettingsEdit.SetClientException("MAIL.example.com", "*.example.com", "theirs"), SettingsEdit.SetRecipientException("A@example.com", "c@example.com", null, End)).Changed);
        var exceptions = editor.Read().Settings!.Exceptions;
        Assert.Equal(["192.0.2.1 ", "*.example.com theirs"], exceptions.Clients.Select(static one => $"{one.Client} {one.Comment}"));
        Assert.Equal(["c@example.com", "b@example.com"], exceptions.Recipients.Select(static one => one.Recipient.ToString()));
        Assert.Equal(End, exceptions.Recipients[0].Expires);
        Assert.Contains("is already in the recipient exceptions", editor.Apply(SettingsEdit.SetRecipientException("c@example.com", "B@example.com")).Errors[0].Reason);
    }

    [Fact]
    public void A_preview_has_the_settings_and_says_what_a_change_would_say()
    {
        var editor = Editor("""{ "blockList": [] }""");
        var edit = SettingsEdit.AddEntry(ListKind.Block, "192.0.2.1", null, new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var preview = editor.Preview(edit);
        Assert.Single(preview.Settings!.BlockList);
        Assert.Contains("has already expired ", Assert.Single(preview.Warnings), StringComparison.Ordinal);
        Assert.Equal(preview.Warnings, editor.Apply(edit).Warnings);
        Assert.Null(editor.Preview(SettingsEdit.AddEntry(ListKind.Block, "x")).Settings);
    }

    private SettingsEditor Editor(string text) => new(_folder.Write("ipblock.json", text));
}
