using System;
using IpBlock.Notices;
using IpBlock.Providers.Health;
using IpBlock.Reporting;
using IpBlock.Settings;
using Xunit;

namespace IpBlock.Tests.Reporting;

public sealed class SuspendedListNoticeTests
{
    private static readonly ProviderSettings List = Some.Provider("\"name\": \"a\", \"lookupDomain\": \"a.test\", \"anyMatch\": true");

    public static TheoryData<HealthState> Suspended => [HealthState.Silent, HealthState.Refused, HealthState.ListsWorld, HealthState.Emptied, HealthState.Gone];

    [Theory]
    [MemberData(nameof(Suspended))]
    public void Of_a_suspended_allow_list_it_is_said_that_its_clients_are_checked_like_all_others(HealthState state)
    {
        var text = Notice(state, ProviderKind.Allow);
        Assert.Contains("clients on it are checked against the block lists like any other client", text, StringComparison.Ordinal);
        Assert.DoesNotContain("refuses nobody", text, StringComparison.Ordinal);
        Assert.DoesNotContain("mail is filtered without it", text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Suspended))]
    public void Of_a_suspended_block_list_it_is_said_that_mail_goes_on(HealthState state)
    {
        var text = Notice(state, ProviderKind.Block);
        Assert.Contains("mail is filtered without it", text, StringComparison.Ordinal);
        Assert.DoesNotContain("checked against the block lists", text, StringComparison.Ordinal);
    }

    private static string Notice(HealthState state, ProviderKind kind) =>
        HealthNotices.Of(new HealthChange(List, kind, HealthState.Healthy, new HealthReport(state, default, "raw"), TimeSpan.Zero)).Text;
}
