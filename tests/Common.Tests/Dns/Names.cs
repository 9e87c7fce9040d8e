using System.Text;
using IpBlock.Dns;

namespace IpBlock.Tests.Dns;

/// <summary>Questions from names as people write them.</summary>
internal static class Names
{
    public static DnsQuestion Question(string name, DnsType type = DnsType.A)
    {
        var wire = Wire(name);
        return new DnsQuestion(wire, wire.Length, type);
    }

    public static byte[] Wire(string name)
    {
        var wire = new byte[name.Length + 2];
        var start = 0;
        foreach (var label in name.Split('.'))
        {
            wire[start] = (byte)label.Length;
            Encoding.ASCII.GetBytes(label, 0, label.Length, wire, start + 1);
            start += label.Length + 1;
        }

        return wire;
    }
}
