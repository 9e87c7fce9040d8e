using IpBlock.RecipientPolicies;
using Xunit;

namespace IpBlock.Tests.RecipientPolicies;

public sealed class MeasureTests
{
    [Theory]
    [InlineData("", "", false)]
    [InlineData("\"deferOnce\": { \"enabled\": true }", "", true)]
    [InlineData("\"deferOnce\": { \"enabled\": true }", ", \"deferOnce\": false", false)]
    [InlineData("", ", \"deferOnce\": true", true)]
    public void What_a_policy_does_not_say_is_as_for_everybody(string general, string own, bool defersOnce) =>
        Assert.Equal(defersOnce, Of(general, own).DefersOnce);

    [Theory]
    [InlineData("\"verdict\": \"score\", \"thresholds\": { \"mark\": 1, \"reject\": 3 }", true)]
    [InlineData("\"verdict\": \"score\", \"thresholds\": { \"reject\": 3 }", false)]
    [InlineData("\"verdict\": \"firstMatch\", \"thresholds\": { \"mark\": 1, \"reject\": 3 }", false)]
    [InlineData("\"verdict\": \"firstMatch\"", false)]
    public void Only_a_sum_with_a_threshold_for_it_marks(string general, bool marks) => Assert.Equal(marks, Of(general, "").Marks);

    private static Measure Of(string general, string own)
    {
        var more = general.Length == 0 ? "" : ", " + general;
        var settings = Some.Settings("{ \"recipientPolicies\": [ { \"name\": \"p\", \"recipients\": [ \"*@a.test\" ]" + own + " } ]" + more + " }");
        return Measure.Of(settings, settings.RecipientPolicies[0]);
    }
}
