% Loads the tables of solea batch, in MATLAB or GNU Octave:
%   folder = 'out/tables'; read_batch
% Octave needs its netcdf package, which reads HDF5 too (Debian: octave-netcdf).
1;  % a script

% Columns of a table by their titles, all as text; fields in quotes may hold commas.
function table = read_table(file)
  lines = strsplit(strrep(fileread(file), sprintf('\r'), ''), sprintf('\n'));
  lines = lines(~cellfun(@isempty, lines));
  titles = strsplit(lines{1}, ',');
  cells = cell(numel(lines) - 1, numel(titles));
  for k = 2:numel(lines)
    line = lines{k};
    inside = mod(cumsum(line == '"'), 2) == 1;
    ends = [find(line == ',' & ~inside), numel(line) + 1];
    from = 1;
    for c = 1:numel(titles)
      cells{k - 1, c} = strrep(line(from:ends(c) - 1), '"', '');
      from = ends(c) + 1;
    end
  end
  for c = 1:numel(titles)
    table.(titles{c}) = cells(:, c);
  end
end

function value = mean_of(texts)
  numbers = str2double(texts);  % undefined is NaN
  value = mean(numbers(~isnan(numbers)));
end

steps = read_table(fullfile(folder, 'steps.csv'));  % a row a step
zones = read_table(fullfile(folder, 'zones.csv'));  % a row a zone of a step
valid = strcmp(steps.valid, 'true');
fprintf('valid_steps %d\n', sum(valid));
fprintf('heel_peak_pressure_kpa %.15g\n', mean_of(steps.heel_peak_pressure_kpa(valid)));

% A mean a person first: steps of one person are no independent samples.
subjects = unique(steps.subject(valid));
means = cellfun(@(s) mean_of(steps.arch_index(valid & strcmp(steps.subject, s))), subjects);
means = means(~isnan(means));
fprintf('subjects %d\n', numel(means));
fprintf('arch_index_sd_between_subjects %.15g\n', std(means));

hallux = strcmp(zones.valid, 'true') & strcmp(zones.zone, 'hallux');
fprintf('hallux_max_force_n %.15g\n', mean_of(zones.max_force_n(hallux)));

% Row k of steps.csv is column k of every array in /steps: MATLAB and Octave count the other way
% round.
file = fullfile(folder, 'curves.h5');
if exist('h5read', 'file')  % MATLAB
  force = double(h5read(file, '/steps/force_n'));
else                        % Octave
  pkg load netcdf
  force = double(ncread(file, '/steps/force_n'));
end
at_50 = force(51, valid);
fprintf('force_at_50_pct_n %.15g\n', mean(at_50(~isnan(at_50))));
