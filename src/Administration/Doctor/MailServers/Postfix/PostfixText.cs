using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace IpBlock.Administration.Doctor.MailServers.Postfix;

/// <summary>The text of main.cf and master.cf: as Postfix's own postconf(1) understands them where it is there, else as they are written.</summary>
/// <param name="Main">The parameters, those behind overruling those before.</param>
/// <param name="Master">The services.</param>
internal sealed record PostfixText(string Main, string Master)
{
    private static readonly string[] Programs = ["/usr/sbin/postconf", "/usr/local/sbin/postconf"];

    // Those whose defaults depend on the version or on the machine.
    private static readonly string[] Wanted =
    [
        "mynetworks", "inet_interfaces", "queue_directory", "smtpd_relay_restrictions", "smtpd_recipient_restrictions", "smtpd_relay_before_recipient_restrictions",
        "smtpd_delay_reject", "smtpd_policy_service_default_action", "smtpd_policy_service_timeout", "smtpd_milters", "milter_default_action", "milter_command_timeout",
        "soft_bounce",
    ];

    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read.</exception>
    public static async Task<PostfixText> ReadAsync(string folder, CancellationToken stop)
    {
        var (main, master) = (File.ReadAllText(Path.Combine(folder, "main.cf")), File.ReadAllText(Path.Combine(folder, "master.cf")));
        if (Array.Find(Programs, File.Exists) is not { } postconf)
            return new PostfixText(main, master);
        var set = ProgramOutput.ReadAsync(postconf, ["-c", folder, "-n"], stop);
        var effective = ProgramOutput.ReadAsync(postconf, ["-c", folder, "-x", .. Wanted], stop);
        var services = ProgramOutput.ReadAsync(postconf, ["-c", folder, "-M"], stop);
        return await set.ConfigureAwait(false) is { } own && await effective.ConfigureAwait(false) is { } all && await services.ConfigureAwait(false) is { } table
            ? new PostfixText(own + all, table)
            : new PostfixText(main, master);
    }
}
