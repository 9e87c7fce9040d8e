using System;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using IpBlock.Fleet.Keys;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace IpBlock.Fleet.Connection;

/// <summary>
/// What lets one server, or one administrator, join: where the database is, a login, and a secret from which the login's first password and the key to the
/// fleet's keys follow.
/// </summary>
internal sealed record FleetTicket(string Database, string Login, byte[] Secret)
{
    private const string Mark = "ipblock-ticket-";

    /// <summary>A new one.</summary>
    public static FleetTicket Create(string database, bool administrator) => new(
        database,
        "ipblock_" + (administrator ? "a" : "s") + "_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)),
        RandomNumberGenerator.GetBytes(SymmetricBox.KeyLength));

    /// <summary>The password with which the ticket is redeemed.</summary>
    public string Password => Base64Url.EncodeToString(SymmetricBox.Derive(Secret, "password of a ticket"));

    /// <exception cref="FleetException">It is no ticket, or not the whole of it.</exception>
    public static FleetTicket Parse(string text)
    {
        try
        {
            var body = text.Trim();
            if (body.StartsWith(Mark, StringComparison.Ordinal) && JObject.Parse(Encoding.UTF8.GetString(Base64Url.DecodeFromChars(body.AsSpan(Mark.Length)))) is var json)
                return new FleetTicket((string)json["d"]!, (string)json["l"]!, Convert.FromBase64String((string)json["s"]!));
        }
        catch (Exception damaged) when (damaged is FormatException or JsonException or ArgumentException)
        {
            throw new FleetException("the ticket is incomplete: copy all of it, from " + Mark + " on", damaged);
        }

        throw new FleetException("this is not a ticket: a ticket begins with " + Mark + " and is printed by ipblock fleet invite");
    }

    /// <summary>As it is handed over.</summary>
    public string Write() =>
        Mark + Base64Url.EncodeToString(Encoding.UTF8.GetBytes(new JObject { ["d"] = Database, ["l"] = Login, ["s"] = Convert.ToBase64String(Secret) }.ToString(Formatting.None)));

    /// <summary>The keys of the fleet for the holder of the ticket.</summary>
    public byte[] Seal(FleetKeys keys) => SymmetricBox.Seal(Secret, keys.Encode(), "keys for " + Login);

    /// <summary>Null when they were sealed for another ticket.</summary>
    public FleetKeys? Open(byte[] sealedKeys) => FleetKeys.Decode(SymmetricBox.Open(Secret, sealedKeys, "keys for " + Login));

    /// <summary>Nobody prints the secret by mistake.</summary>
    public override string ToString() => Login;
}
