using System;
using System.IO;
using System.Linq;
using IpBlock.ExchangeTransport.Surface;
using Xunit;

namespace IpBlock.ExchangeTransport;

public sealed class SurfaceTests
{
    // An internal interface: no agent can name it, and the stand-in has none.
    private const string InternalBase = ", Microsoft.Exchange.Data.Transport.ICloneableInternal";

    private static readonly string[] List = File
        .ReadAllLines(Path.Combine(AppContext.BaseDirectory, "api-15.0-and-15.2.txt"))
        .Select(line => Sorted(line.Replace(InternalBase, "")))
        .ToArray();

    private static readonly string[] Declared = StandIn.Read(PublicSurface.Of).Select(Sorted).ToArray();

    private static readonly string[] ListOfMime = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "api-mime-15.0-and-15.2.txt")).Select(Sorted).ToArray();

    private static readonly string[] DeclaredOfMime = StandIn.ReadMime(PublicSurface.Of).Select(Sorted).ToArray();

    [Fact]
    public void Nothing_is_visible_that_Exchange_15_0_and_15_2_do_not_both_have()
    {
        Assert.Empty(Declared.Except(List));
    }

    [Fact]
    public void The_MIME_assembly_shows_nothing_that_both_do_not_have() => Assert.Empty(DeclaredOfMime.Except(ListOfMime));

    [Fact]
    public void The_surface_of_a_receive_agent_is_complete_but_for_what_needs_the_MIME_assembly()
    {
        var left = List.Except(Declared)
            .Where(line => !line.Contains("Transport.Email.") && !line.Contains("Exchange.Data.Mime."))
            .Where(line => !line.Contains(" Microsoft.Exchange.Data.Transport.Smtp.SmtpResponse."));
        Assert.Empty(left);
    }

    [Fact]
    public void The_renderer_sees_every_kind_of_member()
    {
        var kinds = Declared.Select(line => line[0]).Distinct().Order();
        Assert.Equal("CEFMPTV", string.Concat(kinds));
    }

    // Which interface a type names first is the compiler's choice: Roslyn orders them otherwise than the list.
    private static string Sorted(string line)
    {
        var bases = line.StartsWith('T') ? line.IndexOf(" : ") : -1;
        return bases < 0 ? line : line[..bases] + " : " + string.Join(", ", line[(bases + 3)..].Split(", ").Order());
    }
}
