namespace IpBlock.Administration.Import.Postfix;

/// <summary>What Postfix knows without main.cf.</summary>
internal static class MainDefaults
{
    /// <summary>A stand-in for the value of a parameter that Postfix always sets by itself; null for all others, such as stress.</summary>
    public static string? SetByPostfix(string name) => name switch
    {
        "mail_version" or "mail_release_date" or "mail_name" or "myhostname" or "mydomain" or "myorigin" or "mydestination" or "mynetworks"
            or "mynetworks_style" or "inet_interfaces" or "inet_protocols" or "config_directory" or "queue_directory" or "data_directory"
            or "daemon_directory" or "command_directory" or "mail_owner" or "setgid_group" or "default_privs" or "process_name" or "process_id"
            or "service_name" or "compatibility_level" => name,
        _ => null,
    };
}
