using System.Linq;
using IpBlock.Reporting;
using IpBlock.Testing.Manual;
using Xunit;

namespace IpBlock.Administration.Tests.Logs;

public sealed class LogManualTests
{
    private const string Page = "docs/log.md";

    [Fact]
    public void The_table_of_the_columns_is_written_from_their_declarations() =>
        WrittenFile.Keep(Page, ManualTables.WithRows(WrittenFile.Read(Page), "## Fields", LogColumns.All.Select(static column => $"| `{column.Name}` | {column.Description} |")));

    [Fact]
    public void The_example_has_the_columns_that_are_written() => Assert.Contains("#Fields: " + LogColumns.Fields + "\n", WrittenFile.Read(Page), System.StringComparison.Ordinal);
}
