using System;
using System.Globalization;
using System.IO;
using System.Security.Cryptography;
using System.Text;
using IpBlock.Manager.Accounts;

namespace IpBlock.Manager.Hosting;

/// <summary>What this installation remembers of itself beside the accounts.</summary>
public sealed class Installation
{
    private const int NumberLength = 4;
    private readonly AccountDatabase _database;

    /// <summary>Reads it, or makes it up.</summary>
    public Installation(AccountDatabase database)
    {
        _database = database;
        using var connection = database.Open();
        var number = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(NumberLength));
        connection.Execute("INSERT OR IGNORE INTO facts (name, value) VALUES ('number', $number)", ("number", number));
        Number = (string)connection.Scalar("SELECT value FROM facts WHERE name = 'number'")!;
        connection.Execute("INSERT OR IGNORE INTO facts (name, value) VALUES ('marking-key', $key)", ("key", SecretKey.New()));
        MarkingKey = Encoding.ASCII.GetBytes((string)connection.Scalar("SELECT value FROM facts WHERE name = 'marking-key'")!);
    }

    /// <summary>Makes the marks that stand for keys in settings that are downloaded. Without it nobody can try keys against them.</summary>
    public byte[] MarkingKey { get; }

    /// <summary>
    /// Eight hexadecimal digits. Several servers that are reached through tunnels are all <c>localhost</c> for a browser, which keeps one set of
    /// cookies for them.
    /// </summary>
    public string Number { get; }

    /// <summary>The name of the session's cookie.</summary>
    public string CookieName => "ipblock-session-" + Number;

    /// <summary>Where the page was last started; null when it never was.</summary>
    public Uri? Address
    {
        get
        {
            using var connection = _database.Open();
            var text = connection.Scalar("SELECT value FROM facts WHERE name = 'address'") as string;
            return Uri.TryCreate(text, UriKind.Absolute, out var address) ? address : null;
        }
    }

    /// <summary>Remembers where the page is, for the links of invitations.</summary>
    internal void StartedAt(Uri address)
    {
        using var connection = _database.Open();
        connection.Execute(
            "INSERT INTO facts (name, value) VALUES ('address', $value) ON CONFLICT (name) DO UPDATE SET value = $value", ("value", address.AbsoluteUri));
    }

    /// <summary>The link of an invitation.</summary>
    /// <param name="site">Where the page is.</param>
    /// <param name="key">The key of the invitation.</param>
    public static string LinkOf(Uri site, string key) => string.Create(CultureInfo.InvariantCulture, $"{site.AbsoluteUri.TrimEnd('/')}/invitation?key={key}");

    /// <summary>The data folder where none is named: the one that systemd gives, else the system's usual place.</summary>
    public static string DefaultFolder
    {
        get
        {
            if (Environment.GetEnvironmentVariable("STATE_DIRECTORY") is { Length: > 0 } given)
                return given.Split(':')[0];
            return OperatingSystem.IsWindows()
                ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.CommonApplicationData), "IpBlock", "manager")
                : "/var/lib/ipblock-manager";
        }
    }
}
