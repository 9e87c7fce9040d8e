using System;
using System.IO;
using System.Text;
using IpBlock.Settings;
using Xunit;

namespace IpBlock.Tests.Settings;

public sealed class SettingsFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_good_file_is_read()
    {
        var path = Write("""{ "enabled": false }"""u8.ToArray());
        var load = SettingsFile.Load(path);
        Assert.Empty(load.Errors);
        Assert.False(load.Settings!.Enabled);
    }

    [Fact]
    public void A_byte_order_mark_is_passed_over_and_columns_are_right()
    {
        var path = Write([0xEF, 0xBB, 0xBF, .. """{ "x": 1, "enabled": false }"""u8]);
        Assert.StartsWith(path + ":1:3: x: there is no property x", OnlyError(path).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_in_the_file_names_it() =>
        Assert.StartsWith(PathOf() + ":1:3: enabled: expected true or false", OnlyError(Write("""{ "enabled": 1 }"""u8.ToArray())).ToString(), StringComparison.Ordinal);

    [Fact]
    public void A_missing_file_is_an_error_with_a_cure() =>
        Assert.Equal(PathOf() + ": does not exist; create it, or set IPBLOCK_SETTINGS to its path", OnlyError(PathOf()).ToString());

    [Fact]
    public void A_missing_folder_is_the_same()
    {
        var path = Path.Combine(PathOf(), "deeper", "ipblock.json");
        Assert.Equal(path + ": does not exist; create it, or set IPBLOCK_SETTINGS to its path", OnlyError(path).ToString());
    }

    [Fact]
    public void A_folder_in_place_of_the_file_is_an_error_with_a_cure()
    {
        Directory.CreateDirectory(PathOf());
        Assert.Equal(PathOf() + ": is a folder; specify the path of a file in this folder", OnlyError(PathOf()).ToString());
    }

    [Fact]
    public void A_file_that_another_program_holds_is_an_error_with_a_cure()
    {
        using var held = new FileStream(PathOf(), FileMode.Create, FileAccess.ReadWrite, FileShare.None);
        var error = OnlyError(PathOf());
        Assert.StartsWith("cannot be read: ", error.Reason, StringComparison.Ordinal);
        Assert.Equal("close the program that uses it, or correct the path", error.Cure);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \r\n\t")]
    public void An_empty_file_is_an_error_with_a_cure(string text) =>
        Assert.Equal(
            PathOf() + ": is empty; write {} for a file in which every setting has its default",
            OnlyError(Write(Encoding.UTF8.GetBytes(text))).ToString());

    [Fact]
    public void A_file_of_16_MB_is_read_and_a_larger_one_is_not()
    {
        var bytes = new byte[SettingsFile.MaxBytes];
        Array.Fill(bytes, (byte)' ');
        "{}"u8.CopyTo(bytes);
        Assert.Empty(SettingsFile.Load(Write(bytes)).Errors);
        Assert.Equal(PathOf() + ": is larger than 16 MB; move long address lists to separate files (lists)", OnlyError(Write([.. bytes, (byte)' '])).ToString());
    }

    [Fact]
    public void Bytes_that_are_not_UTF8_are_an_error_with_a_cure() =>
        Assert.Equal(PathOf() + ": contains bytes that are not UTF-8; save it as UTF-8", OnlyError(Write([(byte)'{', 0xFC, (byte)'}'])).ToString());

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_file_in_UTF16_is_an_error_with_a_cure(bool bigEndian)
    {
        var encoding = new UnicodeEncoding(bigEndian, byteOrderMark: true);
        var path = Write([.. encoding.GetPreamble(), .. encoding.GetBytes("{}")]);
        Assert.Equal(path + ": is encoded in UTF-16; save it as UTF-8", OnlyError(path).ToString());
    }

    [Theory]
    [InlineData("/srv/x.json", null, "/srv/x.json")]
    [InlineData(" ", null, "/etc/ipblock/ipblock.json")]
    [InlineData(null, null, "/etc/ipblock/ipblock.json")]
    [InlineData("/srv/x.json", "/programdata", "/srv/x.json")]
    public void The_environment_variable_wins_over_the_usual_place(string? variable, string? programData, string path) =>
        Assert.Equal(path, SettingsPath.Choose(variable, programData));

    [Fact]
    public void On_Windows_the_file_is_below_ProgramData() =>
        Assert.Equal(Path.Combine("programdata", "IpBlock", "ipblock.json"), SettingsPath.Choose(null, "programdata"));

    private string PathOf() => _folder.PathOf("ipblock.json");

    private string Write(byte[] bytes)
    {
        File.WriteAllBytes(PathOf(), bytes);
        return PathOf();
    }

    private static SettingsError OnlyError(string path)
    {
        var load = SettingsFile.Load(path);
        Assert.Null(load.Settings);
        return Assert.Single(load.Errors);
    }
}
