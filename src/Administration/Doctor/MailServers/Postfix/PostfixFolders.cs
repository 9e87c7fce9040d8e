using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace IpBlock.Administration.Doctor.MailServers.Postfix;

/// <summary>The folders of configuration of the Postfix that is installed, its further instances (postmulti(1)) included.</summary>
internal static class PostfixFolders
{
    private const string Usual = "/etc/postfix";

    private static readonly string[] Configurations = [Usual, "/usr/local/etc/postfix"];

    // What remains of a Postfix that has been removed is its configuration.
    private static readonly string[] Programs = ["/usr/sbin/postfix", "/usr/local/sbin/postfix", "/usr/lib/postfix/sbin/master", "/usr/libexec/postfix/master"];

    /// <summary>None when Postfix is not installed.</summary>
    public static IReadOnlyList<string> Of(DoctorVisit visit)
    {
        if (!Programs.Any(program => File.Exists(visit.Place(program))))
            return [];
        return [.. Configurations.Select(visit.Place).Where(static folder => File.Exists(Path.Combine(folder, "main.cf")))];
    }
}
