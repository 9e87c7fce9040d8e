using System.Collections.Generic;

namespace IpBlock.Administration.Doctor.MailServers;

/// <summary>What the configuration of one mail server comes to.</summary>
/// <param name="Asks">True when it asks IpBlock, well or badly.</param>
/// <param name="NotAsked">What to say when no mail server of this machine asks; null where that would be no fault.</param>
/// <param name="Findings">What is wrong whoever else asks.</param>
internal sealed record MailServerView(bool Asks, DoctorFinding? NotAsked, IReadOnlyList<DoctorFinding> Findings);
