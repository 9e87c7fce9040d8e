using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using IpBlock.Administration.Doctor;
using IpBlock.Testing.Manual;
using Xunit;

namespace IpBlock.Administration.Tests.Doctor;

/// <summary>The manual has every finding of the name servers and the providers, and no other.</summary>
public sealed partial class DoctorManualTests
{
    [Fact]
    public void The_manuals_tables_have_the_ids_of_the_code() =>
        Assert.Equal(InCode().Order(StringComparer.Ordinal), InManual().Order(StringComparer.Ordinal));

    private static IEnumerable<string> InManual() =>
        WrittenFile.Read("docs/doctor.md").Split('\n').Select(static line => Row().Match(line).Groups["id"].Value).Where(IsOurs);

    // Every text that is written in the code, as the compiler has it.
    private static HashSet<string> InCode()
    {
        using var file = File.OpenRead(typeof(HealthDoctor).Assembly.Location);
        using var assembly = new PEReader(file);
        var metadata = assembly.GetMetadataReader();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        for (var handle = metadata.GetNextHandle(default(UserStringHandle)); !handle.IsNil; handle = metadata.GetNextHandle(handle))
        {
            if (metadata.GetUserString(handle) is var text && IsOurs(text))
                ids.Add(text);
        }

        return ids;
    }

    private static bool IsOurs(string text) => Id().IsMatch(text);

    [GeneratedRegex(@"^(resolver|line|provider)\.[a-zA-Z0-9]+$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Id();

    [GeneratedRegex(@"^\| `(?<id>[a-z]+\.[a-zA-Z0-9]+)` \|", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Row();
}
