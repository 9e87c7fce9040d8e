using System;
using System.IO;
using System.Runtime.InteropServices;

namespace IpBlock.Administration.Doctor.MailServers.Exchange;

/// <summary>Where Exchange is installed, as its set-up has noted it for everybody.</summary>
internal static class ExchangeFolder
{
    private const string Key = @"SOFTWARE\Microsoft\ExchangeServer\v15\Setup";
    private const int AnyText = 0x2; // RRF_RT_REG_SZ

    private static readonly UIntPtr LocalMachine = new(0x80000002u);

    /// <summary>The folder; null on a machine without Exchange.</summary>
    public static string? Find()
    {
        if (!RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
            return null;
        var folder = FromRegistry() ?? Environment.GetEnvironmentVariable("ExchangeInstallPath");
        return !string.IsNullOrEmpty(folder) && Directory.Exists(folder) ? folder : null;
    }

    private static string? FromRegistry()
    {
        var text = new char[1024];
        var bytes = text.Length * sizeof(char);
        return RegGetValueW(LocalMachine, Key, "MsiInstallPath", AnyText, IntPtr.Zero, text, ref bytes) == 0 ? new string(text, 0, bytes / sizeof(char)).TrimEnd('\0') : null;
    }

    [DllImport("advapi32", CharSet = CharSet.Unicode)]
    private static extern int RegGetValueW(UIntPtr root, string key, string value, int flags, IntPtr type, [Out] char[] data, ref int bytes);
}
