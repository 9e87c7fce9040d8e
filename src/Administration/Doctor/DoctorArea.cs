namespace IpBlock.Administration.Doctor;

/// <summary>What a check looks at, in the order in which it is shown.</summary>
public enum DoctorArea
{
    /// <summary>The settings file: errors, and settings that never act or that reject too much.</summary>
    Settings,

    /// <summary>The running service or agent: what it has in force.</summary>
    Running,

    /// <summary>The mail server: whether it asks IpBlock, and how.</summary>
    MailServer,

    /// <summary>The name servers that answer for this machine.</summary>
    NameServers,

    /// <summary>The block and allow providers.</summary>
    Providers,

    /// <summary>Lists in files and feeds.</summary>
    Lists,

    /// <summary>This machine: access rights, clock, disk, certificates.</summary>
    Machine,
}
