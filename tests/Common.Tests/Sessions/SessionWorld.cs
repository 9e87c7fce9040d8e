using System;
using System.Collections.Generic;

namespace IpBlock.Tests.Sessions;

/// <summary>Settings that matter to a session, one value for each choice.</summary>
/// <param name="Reports">The mode of the filter is report.</param>
/// <param name="AtRecipient">rejectAt is recipient.</param>
/// <param name="Helo">off, enforce or report.</param>
/// <param name="ExemptsLogin">exemptAuthenticated.</param>
/// <param name="ExemptsRecipients">Some recipients are exempt.</param>
internal sealed record SessionWorld(bool Reports, bool AtRecipient, string Helo, bool ExemptsLogin, bool ExemptsRecipients)
{
    public const string Listed = "192.0.2.2", Allowed = "192.0.2.3", Unknown = "192.0.2.4";
    public const string GoodName = "mail.sender.example", BadName = "mail.site.example";
    public const string ExemptRecipient = "exempt@site.example", OtherRecipient = "user@site.example";

    public static IEnumerable<SessionWorld> All()
    {
        bool[] both = [false, true];
        foreach (var reports in both)
        {
            foreach (var atRecipient in both)
            {
                foreach (var helo in new[] { "off", "enforce", "report" })
                {
                    foreach (var exemptsLogin in both)
                    {
                        foreach (var exemptsRecipients in both)
                            yield return new(reports, atRecipient, helo, exemptsLogin, exemptsRecipients);
                    }
                }
            }
        }
    }

    public string Settings => $$"""
        "mode": "{{(Reports ? "report" : "enforce")}}", "rejectAt": "{{(AtRecipient ? "recipient" : "connect")}}", "log": { "enabled": false },
        "blockList": [ "{{Listed}}" ], "allowList": [ "{{Allowed}}" ],
        "helo": { "enabled": {{(Helo == "off" ? "false" : "true")}}, "mode": "{{(Helo == "off" ? "enforce" : Helo)}}", "own": [ "{{BadName}}" ] },
        "exceptions": { "exemptAuthenticated": {{(ExemptsLogin ? "true" : "false")}},
          "recipients": [ {{(ExemptsRecipients ? $"\"{ExemptRecipient}\"" : "")}} ] }
        """;
}
