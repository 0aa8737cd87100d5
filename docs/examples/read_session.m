% Reads a Solea session without Solea, in MATLAB or GNU Octave:
%   file = 'session.h5'; read_session
% Octave needs its netcdf package, which reads HDF5 too (Debian: octave-netcdf).
contact_kpa = 10;  % as solea analyze: a cell counts from this pressure on

if exist('h5read', 'file')  % MATLAB
  array = @(name) h5read(file, name);
  attribute = @(group, name) h5readatt(file, group, name);
else                        % Octave
  pkg load netcdf
  array = @(name) ncread(file, name);
  attribute = @(group, name) ncreadatt(file, group, name);
end

for number = 1:9999
  trial = sprintf('/trials/%04d', number);
  try
    attribute(trial, 'name');
  catch
    break  % there are no more
  end
  json = '';
  for k = 1:9999  % the history of calibrations: the last one counts
    try
      json = attribute(sprintf('%s/calibrations/%04d', trial, k), 'json');
    catch
      break
    end
  end
  % Arrays are [column, row, frame]: MATLAB and Octave count the other way round.
  if isempty(json)  % imported from another vendor's file
    try
      kpa = double(array([trial '/pressure_kpa']));
    catch           % centres of pressure alone, or counts without a calibration
      fprintf('trial %04d\n', number);
      fprintf('frames %d\n', attribute(trial, 'frames'));
      fprintf('pressures none\n');
      continue
    end
  else              % a recording
    calibration = jsondecode(json);
    counts = double(array([trial '/counts']));
    kpa = max(counts - calibration.zero_count, 0) * calibration.kpa_per_count;
  end
  kpa(kpa < contact_kpa) = 0;
  device = [trial '/device'];
  area_mm2 = attribute(device, 'pitch_x_mm') * attribute(device, 'pitch_y_mm');
  force_n = squeeze(sum(sum(kpa, 1), 2)) * area_mm2 * 1e-3;
  fprintf('trial %04d\n', number);
  fprintf('frames %d\n', size(kpa, 3));
  fprintf('rate_hz %.15g\n', attribute(device, 'rate_hz'));
  fprintf('peak_pressure_kpa %.15g\n', max(kpa(:)));
  if area_mm2 > 0
    fprintf('max_force_n %.15g\n', max(force_n));
  else  % a pitch of 0 is an unknown one: then there is no force
    fprintf('max_force_n unknown\n');
  end
end
