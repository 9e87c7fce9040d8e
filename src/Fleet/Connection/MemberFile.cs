using System;
using System.IO;
using IpBlock.Fleet.Keys;
using Newtonsoft.Json.Linq;

namespace IpBlock.Fleet.Connection;

/// <summary>What a member of the fleet has of its own, beside the settings file: how it reaches the database, and its keys.</summary>
internal sealed record MemberFile
{
    private const string ServerFile = "fleet.json";
    private const string AdministratorFile = "fleet-admin.json";

    public required bool IsAdministrator { get; init; }

    public required string Name { get; init; }

    /// <summary>The database without a login, in Npgsql's words.</summary>
    public required string Database { get; init; }

    public required string Login { get; init; }

    public required string Password { get; init; }

    /// <summary>PKCS #8.</summary>
    public required byte[] PrivateKey { get; init; }

    public required FleetKeys Keys { get; init; }

    public static string PathOf(string settingsPath, bool administrator) => OwnerFile.PathOf(settingsPath, administrator ? AdministratorFile : ServerFile);

    public static bool Exists(string settingsPath, bool administrator) => File.Exists(PathOf(settingsPath, administrator));

    /// <summary>Null when this machine has none.</summary>
    /// <exception cref="FleetException">It cannot be read, or is damaged.</exception>
    public static MemberFile? Find(string settingsPath, bool administrator)
    {
        var path = PathOf(settingsPath, administrator);
        if (OwnerFile.Read(path) is not { } json)
            return null;
        return new MemberFile
        {
            IsAdministrator = administrator,
            Name = Text(json, "name", path),
            Database = Text(json, "database", path),
            Login = Text(json, "login", path),
            Password = Text(json, "password", path),
            PrivateKey = Bytes(json, "privateKey", path),
            Keys = FleetKeys.Decode(Bytes(json, "keys", path)) ?? throw Damaged(path, "keys"),
        };
    }

    public void Write(string settingsPath) => OwnerFile.Write(settingsPath, IsAdministrator ? AdministratorFile : ServerFile, new JObject
    {
        ["name"] = Name,
        ["database"] = Database,
        ["login"] = Login,
        ["password"] = Password,
        ["privateKey"] = Convert.ToBase64String(PrivateKey),
        ["keys"] = Convert.ToBase64String(Keys.Encode()),
    });

    /// <summary>Nobody prints the secrets by mistake.</summary>
    public override string ToString() => Login;

    private static string Text(JObject json, string name, string path) => json[name] is JValue { Value: string text } ? text : throw Damaged(path, name);

    private static byte[] Bytes(JObject json, string name, string path)
    {
        try
        {
            return Convert.FromBase64String(Text(json, name, path));
        }
        catch (FormatException)
        {
            throw Damaged(path, name);
        }
    }

    private static FleetException Damaged(string path, string name) =>
        new($"{path} is damaged: {name} is missing or invalid. Join the fleet again with a new ticket from ipblock fleet invite");
}
