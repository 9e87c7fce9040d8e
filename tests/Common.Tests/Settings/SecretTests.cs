using System;
using System.Text;
using IpBlock.Settings;
using Newtonsoft.Json;
using Xunit;

namespace IpBlock.Tests.Settings;

public sealed class SecretTests
{
    [Fact]
    public void It_is_shown_by_nothing_but_who_asks_for_it()
    {
        Assert.True(Secret.TryParse("hunter2 ü", out var secret, out _));
        Assert.Equal("hunter2 ü", secret.Reveal());
        Assert.Equal("(not shown)", secret.ToString());
        Assert.DoesNotContain("hunter2", JsonConvert.SerializeObject(secret) + $"{secret}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("hun\nter2")]
    [InlineData("hun\u0000ter2")]
    public void What_cannot_be_a_password_is_refused_without_quoting_it(string? text)
    {
        Assert.False(Secret.TryParse(text, out _, out var reason));
        Assert.DoesNotContain("hun", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_taken_out_of_a_text_also_in_base64()
    {
        Assert.True(Secret.TryParse("hunter2hunter2", out var secret, out _));
        var encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes("hunter2hunter2"));
        var text = secret.HideIn($"535 no hunter2hunter2, nor {encoded}");
        Assert.Equal("535 no (not shown), nor (not shown)", text);
        Assert.Equal("550 no", secret.HideIn("550 no"));
    }
}
