using System;
using IpBlock.Administration.Logs;
using IpBlock.Reporting;
using Xunit;

namespace IpBlock.Administration.Tests.Logs;

/// <summary>A log is read by its own #Fields line, whoever wrote it.</summary>
public sealed class LogHeaderTests
{
    [Fact]
    public void A_file_with_fewer_columns_in_another_order_is_read_and_what_it_lacks_is_empty()
    {
        var header = LogHeader.TryParse("#Fields: Timestamp,Action,RemoteEndpoint,SessionId")!;
        Assert.True(DecisionRecord.TryParse("2026-01-01T00:00:00.000Z,RejectConnection,192.0.2.1:25,77", header, out var record));
        Assert.Equal(("RejectConnection", "192.0.2.1", "77", "", ""), (record.Action, record.Client?.ToString(), record.SessionId, record.Provider, record.Listed));
        Assert.Equal(0, record.Milliseconds);
    }

    [Fact]
    public void A_file_of_a_later_version_is_read_without_what_this_one_does_not_know()
    {
        var header = LogHeader.TryParse(EarlierLog.Fields.TrimEnd() + ",Mood,Weather")!;
        Assert.True(DecisionRecord.TryParse("2026-01-01T00:00:00.000Z,s,,192.0.2.1:25,OnConnect,AcceptConnection,,,,,,,,1.5,bad=127.0.0.2,good,\"rain, snow\"", header, out var record));
        Assert.Equal(("s", 1.5, "bad=127.0.0.2"), (record.SessionId, record.Milliseconds, record.Listed));
    }

    [Theory]
    [InlineData("#Fields: Action,RemoteEndpoint")]
    [InlineData("#Field: Timestamp")]
    [InlineData("Timestamp,SessionId")]
    public void What_names_no_time_is_no_header(string line) => Assert.Null(LogHeader.TryParse(line));

    [Fact]
    public void A_line_with_more_or_fewer_fields_than_its_file_has_columns_is_left_out()
    {
        var header = LogHeader.TryParse("#Fields: Timestamp,Action")!;
        Assert.False(DecisionRecord.TryParse("2026-01-01T00:00:00.000Z", header, out _));
        Assert.False(DecisionRecord.TryParse("2026-01-01T00:00:00.000Z,a,b", header, out _));
        Assert.Equal(LogColumns.All.Count, LogHeader.Current.Count);
    }
}
