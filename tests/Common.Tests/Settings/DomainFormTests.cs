using System;
using System.Globalization;
using System.Linq;
using FsCheck;
using FsCheck.Fluent;
using IpBlock.Settings;
using Xunit;

namespace IpBlock.Tests.Settings;

public sealed class DomainFormTests
{
    // RFC 3492 §7.1: Arabic, simplified Chinese, Czech, Hebrew, Russian, Vietnamese, and a mixed one.
    [Theory]
    [InlineData("\u0644\u064A\u0647\u0645\u0627\u0628\u062A\u0643\u0644\u0645\u0648\u0634\u0639\u0631\u0628\u064A\u061F", "xn--egbpdaj6bu4bxfgehfvwxn")]
    [InlineData("\u4ED6\u4EEC\u4E3A\u4EC0\u4E48\u4E0D\u8BF4\u4E2D\u6587", "xn--ihqwcrb4cv8a8dqg056pqjye")]
    [InlineData("pro\u010Dprost\u011Bnemluv\u00ED\u010Desky", "xn--proprostnemluvesky-uyb24dma41a")]
    [InlineData("\u043F\u043E\u0447\u0435\u043C\u0443\u0436\u0435\u043E\u043D\u0438\u043D\u0435\u0433\u043E\u0432\u043E\u0440\u044F\u0442\u043F\u043E\u0440\u0443\u0441\u0441\u043A\u0438", "xn--b1abfaaepdrnnbgefbadotcwatmq2g4l")]
    [InlineData("\u305D\u306E\u30B9\u30D4\u30FC\u30C9\u3067", "xn--d9juau41awczczp")]
    [InlineData("M\u00DCNCHEN.De.", "xn--mnchen-3ya.de")]
    [InlineData("\U0001F4A9.la", "xn--ls8h.la")]
    [InlineData("Example.COM", "example.com")]
    [InlineData("[192.0.2.1]", "[192.0.2.1]")]
    [InlineData("[IPv6:2001:DB8::1]", "[ipv6:2001:db8::1]")]
    [InlineData("", "")]
    [InlineData(".", ".")]
    public void A_domain_has_one_form(string domain, string form) => Assert.Equal(form, DomainForm.Of(domain));

    [Fact]
    public void Half_a_surrogate_pair_is_left_as_it_is() => Assert.Equal("a\uD83D.example", DomainForm.Of("A\uD83D.example"));

    [Fact]
    public void The_framework_reads_back_what_is_written()
    {
        var idn = new IdnMapping { AllowUnassigned = true };
        var letter = Gen.Elements("abcz019\u00E4\u00F6\u00FC\u00E9\u010D\u0142\u03B1\u03B9\u0436\u044F\u4E2D\u6587\u3042".ToCharArray());
        Check.QuickThrowOnFailure(Prop.ForAll(letter.NonEmptyListOf().Where(static label => label.Count < 20).ToArbitrary(), letters =>
        {
            var label = new string([.. letters]);
            return string.Equals(label, idn.GetUnicode(DomainForm.Of(label)), StringComparison.Ordinal) || !label.Any(static c => c > '\x7F');
        }));
    }

    [Fact]
    public void The_form_of_a_form_is_itself() => Check.QuickThrowOnFailure(Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), domain =>
    {
        var once = DomainForm.Of(domain.Get);
        return once.EndsWith('.') || string.Equals(once, DomainForm.Of(once), StringComparison.Ordinal);
    }));
}
