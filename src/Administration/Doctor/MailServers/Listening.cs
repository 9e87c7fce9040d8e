using System;
using System.IO;
using System.Linq;
using System.Net.NetworkInformation;
using IpBlock.Settings;

namespace IpBlock.Administration.Doctor.MailServers;

/// <summary>Whether something listens at an address of this machine, without a connection to it.</summary>
internal static class Listening
{
    /// <summary>Null where it cannot be told.</summary>
    public static bool? At(ListenAddress address)
    {
        try
        {
            return address.Path is { } path
                ? File.Exists(path)
                : IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Any(listener => listener.Port == address.Port);
        }
        catch (Exception failure) when (failure is NetworkInformationException or IOException or UnauthorizedAccessException or PlatformNotSupportedException)
        {
            return null;
        }
    }
}
