using System;
using System.Globalization;
using IpBlock.Addresses;

namespace IpBlock.Manager.Components.Entries;

/// <summary>The ways to say whom an entry names.</summary>
public enum EntryForm
{
    /// <summary>One address.</summary>
    Address,

    /// <summary>An address and a mask.</summary>
    Mask,

    /// <summary>A first and a last address.</summary>
    Range,

    /// <summary>A host name.</summary>
    HostName,
}

/// <summary>Whom an entry names, as the fields of its form hold it.</summary>
public sealed class EntryText
{
    private const int Octets = 4;
    private const int BitsOfOctet = 8;

    /// <summary>The fields of a new entry.</summary>
    public EntryText()
    {
    }

    /// <summary>The fields of an entry.</summary>
    /// <param name="text">As the settings file has it.</param>
    public EntryText(string text)
    {
        if (!AddressRange.TryParse(text, out _, out _))
            (Form, First) = (EntryForm.HostName, text);
        else if (text.Split('/') is [var network, var bits])
            (Form, First, Mask) = (EntryForm.Mask, network, bits);
        else if (text.Split('-') is [var first, var last])
            (Form, First, Last) = (EntryForm.Range, first, last);
        else
            First = text;
    }

    /// <summary>How it is said.</summary>
    public EntryForm Form { get; set; }

    /// <summary>The address, the first of a range, or the host name.</summary>
    public string First { get; set; } = "";

    /// <summary>A mask such as 255.255.255.0, or its length such as 24.</summary>
    public string Mask { get; set; } = "";

    /// <summary>The last address of a range.</summary>
    public string Last { get; set; } = "";

    /// <summary>As the settings file has it: <c>192.0.2.1</c>, <c>192.0.2.0/24</c>, <c>192.0.2.10-192.0.2.20</c>, <c>*.example.com</c>.</summary>
    public override string ToString() => Form switch
    {
        EntryForm.Mask => First.Trim() + "/" + LengthOf(Mask.Trim().TrimStart('/')),
        EntryForm.Range => First.Trim() + "-" + Last.Trim(),
        _ => First.Trim(),
    };

    // 255.255.255.0 is 24. What is no mask is left as it is, for the editor to say so.
    private static string LengthOf(string mask)
    {
        if (mask.Split('.') is not { Length: Octets } octets)
            return mask;
        uint bits = 0;
        foreach (var octet in octets)
        {
            if (!byte.TryParse(octet, NumberStyles.None, CultureInfo.InvariantCulture, out var value))
                return mask;
            bits = (bits << BitsOfOctet) | value;
        }

        var length = System.Numerics.BitOperations.LeadingZeroCount(~bits);
        return length == Octets * BitsOfOctet || bits << length == 0 ? length.ToString(CultureInfo.InvariantCulture) : mask;
    }
}
