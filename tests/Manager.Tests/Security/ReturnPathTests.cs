using IpBlock.Manager.Security;
using Xunit;

namespace IpBlock.Manager.Tests.Security;

public sealed class ReturnPathTests
{
    [Theory]
    [InlineData("/providers", "providers")]
    [InlineData("/log?client=2001:db8::1&x=/a", "log?client=2001:db8::1&x=/a")]
    [InlineData(null, "")]
    [InlineData("", "")]
    [InlineData("/", "")]
    [InlineData("//other.example", "")]
    [InlineData("/\\other.example", "")]
    [InlineData("/x\\..\\\\other.example", "")]
    [InlineData("/\t/other.example", "")]
    [InlineData("http://other.example", "")]
    [InlineData("javascript:alert(1)", "")]
    [InlineData("/javascript:alert(1)", "")]
    [InlineData("/sign-in?next=/x", "")]
    public void A_sign_in_leads_to_a_page_of_this_site_or_to_the_first(string? given, string path) => Assert.Equal(path, ReturnPath.Of(given));
}
