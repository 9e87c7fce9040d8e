using System.IO;
using IpBlock.Addresses;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace IpBlock.Lists.Formats;

/// <summary>One JSON object a line: <c>{"cidr":"192.0.2.0/24","sblid":"SBL1","rir":"arin"}</c>, and at the end one with <c>"type":"metadata"</c> that counts them.</summary>
internal sealed class DropJsonSyntax : LineSyntax
{
    public override string? Read(string line, ListEntries entries)
    {
        if (line.Trim().Length == 0)
            return null;
        JObject entry;
        try
        {
            entry = JObject.Parse(line);
        }
        catch (JsonReaderException)
        {
            return "the line is not a JSON object; write {\"cidr\":\"192.0.2.0/24\"}";
        }

        if ((entry["type"] as JValue)?.Value is "metadata")
        {
            entries.Announced = (entry["records"] as JValue)?.Value is long records and >= 0 and <= int.MaxValue ? (int)records : null;
            return null;
        }

        if ((entry["cidr"] as JValue)?.Value is not string cidr)
            return "the object has no \"cidr\"; write {\"cidr\":\"192.0.2.0/24\"}";
        if (!AddressRange.TryParse(cidr, out var range, out var reason))
            return reason + "; write {\"cidr\":\"192.0.2.0/24\"}";
        return entries.List(range);
    }

    public override bool List(uint first, uint last, ListEntries entries) => false;
}
